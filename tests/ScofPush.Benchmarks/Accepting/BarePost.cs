using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using ScofPush.Mastercard.Signing;

namespace ScofPush.Benchmarks.Accepting;

/// <summary>
/// What accept is compared with: a POST of an Enroll body that is ready, under an OAuth 1.0a signature of its own, by nothing but
/// <see cref="HttpClient"/>. Its answer is read and not looked into.
/// </summary>
internal sealed class BarePost(CardClient client) : IDisposable
{
    private static readonly MediaTypeHeaderValue Json = new("application/json", "utf-8");

    private readonly byte[] _body = Encoding.UTF8.GetBytes(
        $$$$"""
        {"srcClientId":"{{{{CardClient.Id}}}}","srcDpaId":"{{{{CardClient.Id}}}}","srcCorrelationId":"{{{{CardClient.Id}}}}","serviceId":"{{{{CardClient.Programme}}}}","enrolmentReferenceData":{"enrolmentReferenceId":"MCC-STL-00000001","enrolmentReferenceType":"PUSH_ACCOUNT_RECEIPT"},"cardSource":"CARDHOLDER","consumer":{"consumerIdentity":{"identityType":"EXTERNAL_ACCOUNT_ID","identityValue":"{{{{new string('c', 43)}}}}"}}}
        """);

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, ActivityHeadersPropagator = null });

    public async Task SendAsync()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, client.Cards) { Content = new ByteArrayContent(_body) };
        request.Content.Headers.ContentType = Json;
        request.Headers.Authorization = new AuthenticationHeaderValue(
            OAuth1.Scheme,
            await OAuth1.AuthorizeAsync(
                "POST", client.Cards, _body, CardClient.ConsumerKey, OAuth1.NewNonce(), TimeProvider.System.GetUtcNow(),
                data => Task.FromResult(client.Key.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1))));
        using var response = await _http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (response.StatusCode != HttpStatusCode.OK || answer.Length == 0)
        {
            throw new InvalidOperationException($"The card server answered {response.StatusCode}.");
        }
    }

    public void Dispose() => _http.Dispose();
}
