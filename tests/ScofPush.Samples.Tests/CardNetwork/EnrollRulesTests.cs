using System.Net;
using System.Text.Json.Nodes;

namespace ScofPush.Samples.Tests.CardNetwork;

public sealed class EnrollRulesTests(NetworkHost network) : IClassFixture<NetworkHost>
{
    private const string Long256 = "@256";
    private const string Decisioning = "srcTokenRequestData.decisioningData.";

    [Theory]
    [InlineData("srcClientId")]
    [InlineData("serviceId")]
    [InlineData("cardSource")]
    [InlineData("consumer")]
    [InlineData("consumer.consumerIdentity")]
    [InlineData("consumer.consumerIdentity.identityType")]
    [InlineData("consumer.consumerIdentity.identityValue")]
    [InlineData("enrolmentReferenceData")]
    [InlineData("enrolmentReferenceData.enrolmentReferenceId")]
    [InlineData("enrolmentReferenceData.enrolmentReferenceType")]
    public async Task Enroll_missing_member_is_named_in_details(string path)
    {
        using var response = await SendAsync(body => Set(body, path, null, remove: true));

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", "CANNOT_BE_NULL");
        Assert.Equal(path, (await response.JsonAsync()).GetProperty("details")[0].GetProperty("source").GetString());
    }

    [Theory]
    [InlineData("srcClientId", "5E0D4B84-189D-4C86-822D-590602F62062")]
    [InlineData("srcClientId", "not-a-uuid")]
    [InlineData("serviceId", "SECURE COF")]
    [InlineData("srcCorrelationId", "12345")]
    [InlineData("cardSource", "SHOP")]
    [InlineData("consumer.consumerIdentity.identityType", "EMAIL_ADDRESS")]
    [InlineData("consumer.consumerIdentity.identityValue", "mira@example.com")]
    [InlineData("enrolmentReferenceData.enrolmentReferenceType", "RECEIPT")]
    [InlineData(Decisioning + "recommendation", "MAYBE")]
    [InlineData(Decisioning + "deviceScore", "6")]
    [InlineData(Decisioning + "deviceIpAddress", "::1")]
    [InlineData(Decisioning + "deviceIpAddress", "1.2.3.256")]
    public async Task Enroll_bad_value_is_named_in_errordetail(string path, string value)
    {
        using var response = await SendAsync(body => Set(body, path, value));

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", "INVALID_VALUE");
        Assert.Equal(path, (await response.JsonAsync()).GetProperty("errordetail")[0].GetProperty("source").GetString());
    }

    [Theory]
    [InlineData("serviceId")]
    [InlineData("consumer.consumerIdentity.identityValue")]
    [InlineData(Decisioning + "accountIdHash")]
    public async Task Enroll_value_too_long_has_a_detail_without_reason(string path)
    {
        using var response = await SendAsync(body => Set(body, path, Long256));

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", null);
        Assert.Equal("Invalid Field Length", (await response.JsonAsync()).GetProperty("errordetail")[0].GetProperty("message").GetString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"srcClientId\":")]
    [InlineData("{\"srcClientId\":\"a\",\"srcClientId\":\"b\"}")]
    public async Task Enroll_body_that_is_not_an_object_is_refused(string body)
    {
        using var request = network.EnrollRequest(body);
        using var response = await network.SendAsync(request);

        await response.ShouldFailAsync(HttpStatusCode.BadRequest, "INVALID_ARGUMENT", "INVALID_VALUE");
    }

    [Fact]
    public async Task Enroll_good_risk_hints_are_accepted()
    {
        using var response = await SendAsync(body =>
        {
            Set(body, Decisioning + "recommendation", "APPROVED");
            Set(body, Decisioning + "deviceScore", "5");
            Set(body, Decisioning + "deviceIpAddress", "192.0.2.255");
        });

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData("srcClientId", "00000000-0000-4000-8000-000000000000", null)]
    [InlineData("serviceId", "SECURE_COF_MERCHANT#ELSE#01", "INVALID_VALUE")]
    [InlineData("srcDpaId", "else", "INVALID_VALUE")]
    [InlineData("enrolmentReferenceData.enrolmentReferenceType", "TOKEN_UNIQUE_REFERENCE", "INVALID_VALUE")]
    public async Task Enroll_value_of_somebody_else_is_denied(string path, string value, string? detail)
    {
        using var response = await SendAsync(body => Set(body, path, value));

        await response.ShouldFailAsync(HttpStatusCode.Forbidden, "PERMISSION_DENIED", detail);
    }

    [Fact]
    public async Task Enroll_ids_of_a_sister_programme_under_the_wrong_key_are_denied()
    {
        var receipt = await network.ReceiptAsync(shop: TestShop.Sister);
        using var request = network.EnrollRequest(NetworkHost.EnrollBody(receipt, TestShop.Sister).ToJsonString());
        using var response = await network.SendAsync(request, TestShop.Main);

        await response.ShouldFailAsync(HttpStatusCode.Forbidden, "PERMISSION_DENIED", "INVALID_VALUE");
    }

    [Fact]
    public async Task Enroll_consumer_known_under_another_service_is_denied()
    {
        using var first = await network.EnrollAsync(await network.ReceiptAsync(), consumer: "shared");
        using var second = await network.EnrollAsync(await network.ReceiptAsync(shop: TestShop.Sister), TestShop.Sister, "shared");

        Assert.Equal(HttpStatusCode.OK, first.StatusCode);
        await second.ShouldFailAsync(HttpStatusCode.Forbidden, "PERMISSION_DENIED", "INVALID_VALUE");
    }

    private async Task<HttpResponseMessage> SendAsync(Action<JsonObject> change)
    {
        var body = NetworkHost.EnrollBody(await network.ReceiptAsync());
        change(body);
        using var request = network.EnrollRequest(body.ToJsonString());
        return await network.SendAsync(request);
    }

    private static void Set(JsonObject body, string path, string? value, bool remove = false)
    {
        var names = path.Split('.');
        var parent = body;
        foreach (var name in names[..^1])
        {
            parent = (JsonObject)(parent[name] ??= new JsonObject());
        }

        if (remove)
        {
            parent.Remove(names[^1]);
            return;
        }

        parent[names[^1]] = value == Long256 ? new string('a', 256) : value;
    }
}
