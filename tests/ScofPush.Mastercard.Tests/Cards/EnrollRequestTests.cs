using System.Text.Json;
using NSwag;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>What is sent.</summary>
public sealed class EnrollRequestTests
{
    [Fact]
    public async Task Enroll_body_is_exactly_this()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, values => values["ScofPush:Mastercard:SrcDpaId"] = "shop-1");

        await client.EnrollAsync();

        var request = Assert.Single(network.Requests);
        Assert.Equal(
            """{"srcClientId":"3b0e7c52-94a1-4f0e-8a6d-5d1f2c3b4a59","srcDpaId":"shop-1","""
                + "\"srcCorrelationId\":\"a1b2c3d4-0000-4000-8000-00000000000f\",\"serviceId\":\"SCOF_SHOP#EXAMPLE-1#01\","
                + "\"enrolmentReferenceData\":{\"enrolmentReferenceId\":\"MCC-STL-CANARY00-1111-4222-8333-444455556666\","
                + "\"enrolmentReferenceType\":\"PUSH_ACCOUNT_RECEIPT\"},\"cardSource\":\"CARDHOLDER\","
                + "\"consumer\":{\"consumerIdentity\":{\"identityType\":\"EXTERNAL_ACCOUNT_ID\",\"identityValue\":\"canary-consumer-9f8e7d\"}}}",
            request.Text
        );
        Assert.Equal("POST", request.Method);
        Assert.Equal($"{FakeNetwork.BasePath}/cards", request.PathAndQuery);
        Assert.StartsWith("application/json", request.Headers["Content-Type"], StringComparison.Ordinal);
        Assert.Equal("application/json", request.Headers["Accept"]);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Enroll_body_is_valid_by_the_published_description(bool full)
    {
        var document = await OpenApiYamlDocument.FromFileAsync(SharedFiles.Require("card-api.openapi.yaml"), TestContext.Current.CancellationToken);
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(
            network.Address,
            values =>
            {
                values["ScofPush:Mastercard:SrcDpaId"] = full ? TestClient.DpaId : null;
                values["ScofPush:Mastercard:CardSource"] = full ? "Issuer" : null;
            }
        );

        await client.EnrollAsync();

        var schema = document.Components.Schemas["EnrollCardRequest"];
        var text = Assert.Single(network.Requests).Text;
        Assert.Empty(schema.Validate(text));
        Assert.NotEmpty(schema.Validate(text.Replace("\"cardSource\":\"", "\"cardSource\":\"X", StringComparison.Ordinal)));
        using var json = JsonDocument.Parse(text);
        Assert.All(json.RootElement.EnumerateObject(), member => Assert.True(schema.ActualSchema.ActualProperties.ContainsKey(member.Name)));
    }

    [Theory]
    [InlineData("get")]
    [InlineData("delete")]
    public async Task Query_names_are_those_of_the_published_description(string method)
    {
        var document = await OpenApiYamlDocument.FromFileAsync(SharedFiles.Require("card-api.openapi.yaml"), TestContext.Current.CancellationToken);
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        await (method == "get" ? client.Cards.GetAsync(Answers.CardId, default) : client.Cards.DeleteAsync(Answers.CardId, default));

        var parameters = document.Paths["/cards/{cardId}"][method].ActualParameters.Where(parameter => parameter.Kind == OpenApiParameterKind.Query).ToList();
        var sent = new Uri(Assert.Single(network.Requests).Url)
            .Query.TrimStart('?')
            .Split('&')
            .Select(pair => pair.Split('='))
            .ToDictionary(pair => pair[0], pair => Uri.UnescapeDataString(pair[1]), StringComparer.Ordinal);
        Assert.Subset(parameters.Select(parameter => parameter.Name).ToHashSet(StringComparer.Ordinal), sent.Keys.ToHashSet(StringComparer.Ordinal));
        Assert.All(parameters.Where(parameter => parameter.IsRequired), parameter => Assert.Contains(parameter.Name, sent.Keys));
        Assert.All(
            parameters.Where(parameter => parameter.ActualSchema.Enumeration.Count > 0 && sent.ContainsKey(parameter.Name)),
            parameter => Assert.Contains(sent[parameter.Name], parameter.ActualSchema.Enumeration)
        );
    }

    [Theory]
    [InlineData("http://{0}/api", "/api/cards")]
    [InlineData("http://{0}/api/", "/api/cards")]
    [InlineData("http://{0}", "/cards")]
    [InlineData("http://{0}/a%20b/c", "/a%20b/c/cards")]
    public async Task Enroll_address_keeps_its_path(string address, string expected)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(new Uri(address.Replace("{0}", network.Address.Authority, StringComparison.Ordinal)));

        await client.EnrollAsync();

        Assert.EndsWith($"{network.Address.Authority}{expected}", Assert.Single(network.Requests).Url, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enroll_as_issuer_says_so()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address, values => values["ScofPush:Mastercard:CardSource"] = "issuer");

        await client.EnrollAsync();

        Assert.Contains("\"cardSource\":\"ISSUER\"", Assert.Single(network.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enroll_correlation_id_that_is_no_uuid_is_left_out()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        await client.Enroller.EnrollAsync(TestClient.Request() with { CorrelationId = "push 7" }, TestContext.Current.CancellationToken);

        Assert.DoesNotContain("srcCorrelationId", Assert.Single(network.Requests).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enroll_flow_id_goes_to_and_fro()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.Answer = (_, context) =>
        {
            context.Response.Headers["X-Src-Cx-Flow-Id"] = "34F4A04B.B9EF-8486_x#1";
            context.Response.Headers["X-Src-Response-Host"] = "https://elsewhere.example/";
            return Answers.Json(context, 200, Answers.Enrolled());
        };
        await using var client = TestClient.Create(network.Address);

        var first = await client.EnrollAsync();
        var second = await client.EnrollAsync(flowId: first.FlowId);

        Assert.Equal("34F4A04B.B9EF-8486_x#1", first.FlowId);
        Assert.Equal("34F4A04B.B9EF-8486_x#1", second.FlowId);
        var requests = network.Requests.ToArray();
        Assert.False(requests[0].Headers.ContainsKey("X-Src-Cx-Flow-Id"));
        Assert.Equal(first.FlowId, requests[1].Headers["X-Src-Cx-Flow-Id"]);
    }

    [Fact]
    public async Task Enroll_refusal_hands_the_flow_id_on_too()
    {
        await using var network = await FakeNetwork.StartAsync();
        network.Answer = (_, context) =>
        {
            context.Response.Headers["X-Src-Cx-Flow-Id"] = "flow-1";
            return Answers.Json(context, 400, Answers.Error("INVALID_STATE", "ISSUER_DECLINED", "Card"));
        };
        await using var client = TestClient.Create(network.Address);

        Assert.Equal("flow-1", (await client.EnrollAsync()).FlowId);
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a\r\nX-Evil: 1")]
    [InlineData("é")]
    [InlineData("")]
    public async Task Enroll_flow_id_of_another_form_is_not_echoed(string flowId)
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);

        await client.EnrollAsync(flowId: flowId);

        var headers = Assert.Single(network.Requests).Headers;
        Assert.False(headers.ContainsKey("X-Src-Cx-Flow-Id"));
        Assert.False(headers.ContainsKey("X-Evil"));
    }

    [Fact]
    public async Task Enroll_trace_context_of_the_host_stays_in_the_shop()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var client = TestClient.Create(network.Address);
        using var activity = new System.Diagnostics.Activity("host").AddBaggage("user", "alice").Start();

        await client.EnrollAsync();

        var headers = Assert.Single(network.Requests).Headers;
        Assert.DoesNotContain(headers.Keys, name => name is "traceparent" or "tracestate" or "baggage" or "Correlation-Context" or "Request-Id");
    }
}
