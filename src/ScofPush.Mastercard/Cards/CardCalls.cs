using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Diagnostics;

namespace ScofPush.Mastercard.Cards;

/// <summary>One attempt of a call, with every fault turned into an answer. No exception of Refit or HTTP gets past it .</summary>
internal sealed class CardCalls(IServiceProvider services, TimeProvider time)
{
    private const int LargestBody = 256 * 1024;

    public async ValueTask<NetworkAnswer> SendAsync(
        Func<ICardApi, CancellationToken, Task<HttpResponseMessage>> send,
        CancellationToken cancellationToken
    )
    {
        ICardApi api;
        try
        {
            // Resolved for each attempt: the address may have been reloaded, and a broken setting is an answer too.
            api = services.GetRequiredService<ICardApi>();
        }
        catch (Exception exception)
        {
            return NetworkAnswer.NotReady(ScofPushCodes.MastercardSetting, exception);
        }

        try
        {
            using var response = await send(api, cancellationToken);
            return await ReadAsync(response, cancellationToken);
        }
        catch (Exception) when (cancellationToken.IsCancellationRequested)
        {
            throw new OperationCanceledException(cancellationToken);
        }
        catch (Exception exception)
        {
            return Faults.ToAnswer(exception);
        }
    }

    private async Task<NetworkAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var status = (int)response.StatusCode;
        var body = await ReadBodyAsync(response.Content, cancellationToken);
        var card = response.IsSuccessStatusCode ? CardReader.Read(body) : null;
        return new NetworkAnswer
        {
            Arrival = Arrival.Answered,
            Status = status,
            Card = card,
            Verdict = response.IsSuccessStatusCode ? null : Verdict.On(status, ReadError(body)),
            RetryAfter = RetryAfter(response),
            FlowId = response.Headers.TryGetValues(FlowId.HeaderName, out var values) ? FlowId.Accept(values.FirstOrDefault()) : null,
        };
    }

    /// <summary>The body; empty where it is too large or breaks off.</summary>
    private static async Task<byte[]> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        try
        {
            await content.LoadIntoBufferAsync(LargestBody, cancellationToken);
            var body = await content.ReadAsByteArrayAsync(cancellationToken);
            return body.AsSpan().StartsWith("\uFEFF"u8) ? body[3..] : body;
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return [];
        }
    }

    private static ErrorResponse? ReadError(byte[] body)
    {
        try
        {
            return JsonSerializer.Deserialize(body, CardJson.Default.ErrorResponse);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - time.GetUtcNow(),
            _ when IsBeyondCounting(response) => TimeSpan.MaxValue,
            _ => (TimeSpan?)null,
        };
        return wait < TimeSpan.Zero ? TimeSpan.Zero : wait;
    }

    /// <summary>More seconds than .NET reads: a wish for a long wait is not to be taken for none.</summary>
    private static bool IsBeyondCounting(HttpResponseMessage response) =>
        response.Headers.NonValidated.TryGetValues("Retry-After", out var values)
        && values.ToString() is { Length: > 0 } text
        && text.All(char.IsAsciiDigit);
}
