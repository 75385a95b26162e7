using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>Whatever the host hangs on every HttpClient, a receipt is enrolled with one POST (R-51, E4).</summary>
public sealed class HostDefaultsTests
{
    public enum Order
    {
        Before,
        After,
        Both,
    }

    [Theory]
    [InlineData(Order.Before)]
    [InlineData(Order.After)]
    [InlineData(Order.Both)]
    public async Task Enroll_with_a_standard_resilience_handler_on_all_clients_posts_once(Order order)
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(500));
        await using var client = Create(network, order, Resilient);

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Unknown, result.Outcome);
        Assert.Single(network.Requests);

        // The host's own clients keep what the host gave them; it also shows that the handler does repeat.
        network.Requests.Clear();
        using var other = client.Services.GetRequiredService<IHttpClientFactory>().CreateClient("other");
        using var response = await other.PostAsync(network.Address, null, TestContext.Current.CancellationToken);
        Assert.True(network.Requests.Count > 1);
    }

    [Theory]
    [InlineData(Order.Before)]
    [InlineData(Order.After)]
    public async Task Enroll_with_a_handmade_retry_on_all_clients_posts_once(Order order)
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(500));
        await using var client = Create(network, order, builder => builder.AddHttpMessageHandler(() => new Repeating()));

        await client.EnrollAsync();

        Assert.Single(network.Requests);
    }

    [Theory]
    [InlineData(Order.Before)]
    [InlineData(Order.After)]
    public async Task Enroll_with_other_settings_on_all_clients_is_sent_as_ever(Order order)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = Create(
            network,
            order,
            builder =>
                builder
                    .ConfigureHttpClient(http =>
                    {
                        http.BaseAddress = new Uri("http://127.0.0.1:1/");
                        http.Timeout = TimeSpan.FromTicks(1);
                        http.DefaultRequestHeaders.Add("X-Host", "secret");
                    })
                    .ConfigurePrimaryHttpMessageHandler(() => new HttpClientHandler { Proxy = new System.Net.WebProxy("http://127.0.0.1:1") })
        );

        var result = await client.EnrollAsync();

        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        Assert.False(Assert.Single(network.Requests).Headers.ContainsKey("X-Host"));
    }

    private static TestClient Create(FakeNetwork network, Order order, Action<IHttpClientBuilder> configure)
    {
        void Add(IServiceCollection services) => services.ConfigureHttpClientDefaults(configure);
        return TestClient.Create(
            network.Address,
            before: order is Order.Before or Order.Both ? Add : null,
            after: order is Order.After or Order.Both ? Add : null
        );
    }

    private static void Resilient(IHttpClientBuilder builder) =>
        builder.AddStandardResilienceHandler(options =>
        {
            options.Retry.Delay = TimeSpan.FromMilliseconds(1);
            options.Retry.UseJitter = false;
        });

    private sealed class Repeating : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            using var first = await base.SendAsync(request, cancellationToken);
            return await base.SendAsync(request, cancellationToken);
        }
    }
}
