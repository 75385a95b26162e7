using ScofPush.AspNetCore.Enrollment;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Cards;

/// <summary>Answers in the style of the official examples, which break their own schema .</summary>
public sealed class LenientReadingTests
{
    [Fact]
    public async Task Enroll_card_is_read_in_full()
    {
        var card = await ReadAsync(Answers.Enrolled(""","isCoBranded":"true","coBrandedName":"Air Miles","pendingEvents":null"""));

        Assert.Equivalent(
            new EnrolledCard
            {
                CardId = Answers.CardId,
                Status = CardStatus.Active,
                LastFour = "4321",
                ExpiryMonth = "07",
                ExpiryYear = "2031",
                TokenUniqueReference = "DEXMPL0000000000aa11bb22cc33dd44ee55ff66",
                TokenLastFour = "8765",
                PaymentAccountReference = "5001EXAMPLE0000000000000000AA",
                DescriptorName = "Blue Card",
                IssuerName = "Example Bank",
                CoBrandedName = "Air Miles",
                ArtUri = "https://assets.example/card.png",
                ForegroundColor = "00ff7f",
                CardType = "CREDIT",
                Descriptor = "mastercard",
                CreatedAt = new(2025, 1, 2, 3, 4, 5, 678, TimeSpan.Zero),
            },
            card,
            strict: true
        );
    }

    [Fact]
    public async Task Enroll_short_numbers_odd_colours_and_the_word_null_are_mended()
    {
        var card = await ReadAsync(
            """
            {"maskedCard":{"srcDigitalCardId":"5e1d0a77-0b60-4b3f-9f0e-9f0a5a1b2c3d","panBin":"555511","panLastFour":"746","tokenLastFour":"2","tokenBinRange":"9",
            "panExpirationMonth":"3","panExpirationYear":"29","paymentCardDescriptor":"Mastercard","paymentCardType":"debit,",
            "digitalCardData":{"status":"active","presentationName":"Bank","descriptorName":" Some Card, ","coBrandedName":"null","foregroundColor":"0","artUri":"n/a"},
            "countryCode":"US","serviceId":"X#Y#01"}}
            """
        );

        Assert.Equal(("746", "2", "03", "2029"), (card.LastFour, card.TokenLastFour, card.ExpiryMonth, card.ExpiryYear));
        Assert.Equal(("mastercard", "DEBIT", CardStatus.Active), (card.Descriptor, card.CardType, card.Status));
        Assert.Equal("Some Card", card.DescriptorName);
        Assert.Null(card.CoBrandedName);
        Assert.Null(card.ForegroundColor);
        Assert.Null(card.ArtUri);
    }

    [Fact]
    public async Task Enroll_consumer_inside_the_card_and_unknown_members_are_passed_over()
    {
        var card = await ReadAsync(
            """
            // a comment
            {"maskedCard":{"maskedConsumer":{"srcConsumerId":"c","maskedConsumerIdentity":{"identityType":"EXTERNAL_ACCOUNT_ID","maskedIdentityValue":"SYSTEM_GENERATED_1"},"complianceSettings":{"privacy":null,"tnc":{}}},
            "srcDigitalCardId":"card-1","delegatedAuthenticationModels":[{"modelType":"AE_TYPE_3","isSupported":"true"}],"mfaEligibility":{"x":[1,[2]]},
            "digitalCardData":{"status":"SUSPENDED","authenticationMethods":[{"authenticationMethodType":"3DS"}]},},
            "somethingNew":{"deep":[{}]},}
            """
        );

        Assert.Equal(("card-1", CardStatus.Suspended), (card.CardId, card.Status));
    }

    [Theory]
    [InlineData("EXTERNAL_ACCOUNT_ID", "our-id", "our-id")]
    [InlineData("EXTERNAL_ACCOUNT_ID", "SYSTEM_GENERATED_1", null)]
    [InlineData("EMAIL_ADDRESS", "a@example.com", null)]
    [InlineData("EXTERNAL_ACCOUNT_ID", "", null)]
    public async Task Enroll_consumer_is_read_in_both_places_where_it_is_ours(string type, string value, string? expected)
    {
        var consumer = $$$"""{"srcConsumerId":"c","maskedConsumerIdentity":{"identityType":"{{{type}}}","maskedIdentityValue":"{{{value}}}"}}""";

        var beside = await ReadAsync($$"""{"maskedCard":{"srcDigitalCardId":"card-1"},"maskedConsumer":{{consumer}}}""");
        var inside = await ReadAsync($$$"""{"maskedCard":{"srcDigitalCardId":"card-1","maskedConsumer":{{{consumer}}}},"maskedConsumer":"x"}""");

        Assert.Equal((expected, expected), (beside.ConsumerId, inside.ConsumerId));
    }

    [Theory]
    [InlineData("\"2024-10-03T14:29:30.685Z\"", 685)]
    [InlineData("\"2024-10-03T16:29:30+02:00\"", 0)]
    [InlineData("\"2024-10-03T14:29:30\"", 0)]
    [InlineData("\"14:29\"", null)]
    [InlineData("\"yesterday\"", null)]
    [InlineData("1727965770685", null)]
    [InlineData("null", null)]
    public async Task Enroll_time_of_the_card_is_read_where_it_is_one(string json, int? milliseconds)
    {
        var card = await ReadAsync($$$"""{"maskedCard":{"srcDigitalCardId":"card-1","dateOfCardCreated":{{{json}}}}}""");

        Assert.Equal(milliseconds is { } rest ? new DateTimeOffset(2024, 10, 3, 14, 29, 30, rest, TimeSpan.Zero) : null, card.CreatedAt);
    }

    [Fact]
    public async Task Enroll_values_of_another_type_are_read_or_left_out()
    {
        var card = await ReadAsync(
            """{"srcCorrelationId":7,"maskedCard":{"srcDigitalCardId":12345,"panLastFour":4321,"panExpirationMonth":7,"panExpirationYear":2031.0,"tokenLastFour":true,"paymentCardType":{"a":1},"paymentAccountReference":["x"],"digitalCardData":{"status":"ACTIVE","issuerName":false,"pendingEvents":"PENDING_SCA"}}}"""
        );

        Assert.Equal(("12345", "4321", "07", null), (card.CardId, card.LastFour, card.ExpiryMonth, card.ExpiryYear));
        Assert.Equal((null, null, null, "false"), (card.TokenLastFour, card.CardType, card.PaymentAccountReference, card.IssuerName));
        Assert.Equal(["PENDING_SCA"], card.PendingEvents);
    }

    [Theory]
    [InlineData("""[{"authenticationMethodType":"MANAGED_AUTHENTICATION","uriData":{"uri":"bank://x","uriType":"APP_URI"}}]""", true)]
    [InlineData("""{"uriData":{"uriType":"app"}}""", true)]
    [InlineData("""[{"uriData":{"uriType":"APP_URI"}},{"uriData":{"uriType":"WEB_URI"}}]""", false)]
    [InlineData("""[{"authenticationMethodType":"3DS","uriData":"WEB_URI"}]""", false)]
    [InlineData("""[{"uriData":{"uriType":true}}]""", false)]
    [InlineData("[]", false)]
    [InlineData("null", false)]
    public async Task Enroll_authentication_methods_may_all_lead_into_the_issuers_app(string json, bool expected)
    {
        var card = await ReadAsync(Answers.Enrolled($",\"authenticationMethods\":{json}"));

        Assert.Equal(expected, card.AuthenticatesInIssuerApp);
    }

    [Theory]
    [InlineData("""["PENDING_SCA","PENDING_AVS"]""", new[] { "PENDING_SCA", "PENDING_AVS" })]
    [InlineData("""[null,{"a":1},["x"],"PENDING_CONSUMER_IDV","not a name"]""", new[] { "PENDING_CONSUMER_IDV" })]
    [InlineData("null", new string[0])]
    [InlineData("[]", new string[0])]
    public async Task Enroll_pending_events_mean_that_authentication_is_due(string json, string[] expected)
    {
        var card = await ReadAsync(Answers.Enrolled($",\"pendingEvents\":{json}"));

        Assert.Equal(expected, card.PendingEvents);
        Assert.Equal(expected.Length > 0, card.IsAuthenticationDue);
        Assert.Equal(CardStatus.Active, card.Status);
    }

    [Theory]
    [InlineData("\"digitalCardData\":\"gone\"")]
    [InlineData("\"digitalCardData\":null")]
    [InlineData("\"digitalCardData\":{\"status\":\"FROZEN\"}")]
    [InlineData("\"other\":1")]
    public async Task Enroll_status_that_is_not_known_is_not_usable(string member)
    {
        var card = await ReadAsync("{\"maskedCard\":{\"srcDigitalCardId\":\"card-1\"," + member + "}}");

        Assert.Equal(("card-1", CardStatus.Unknown), (card.CardId, card.Status));
    }

    [Fact]
    public async Task Enroll_never_keeps_more_than_four_digits_of_a_number()
    {
        var card = await ReadAsync("""{"maskedCard":{"srcDigitalCardId":"c","panLastFour":"5555 4444 3333 1111","tokenLastFour":5200828282828210}}""");

        Assert.Equal(("1111", "8210"), (card.LastFour, card.TokenLastFour));
    }

    [Fact]
    public async Task Enroll_text_is_shortened_and_cleaned()
    {
        var card = await ReadAsync(Answers.Enrolled($$""","issuerName":"A\u0000\r\nB","descriptorName":"{{new string('x', 63)}}😀","longDescription":"x" """));

        Assert.Equal("AB", card.IssuerName);
        Assert.Equal(new string('x', 63), card.DescriptorName);
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("/card.png")]
    [InlineData("file:///etc/passwd")]
    public async Task Enroll_art_that_is_no_web_address_is_left_out(string art)
    {
        var card = await ReadAsync(Answers.Enrolled($",\"artUri\":\"{art}\""));

        Assert.Null(card.ArtUri);
    }

    [Fact]
    public async Task Enroll_answer_with_a_byte_order_mark_is_read()
    {
        var card = await ReadAsync("\uFEFF" + Answers.Enrolled());

        Assert.Equal(Answers.CardId, card.CardId);
    }

    private static async Task<EnrolledCard> ReadAsync(string json)
    {
        await using var network = await FakeNetwork.StartAsync();
        network.AnswerWith(Answers.Of(200, json));
        await using var client = TestClient.Create(network.Address);
        var result = await client.EnrollAsync();
        Assert.Equal(EnrollmentOutcome.Enrolled, result.Outcome);
        return result.Card!;
    }
}
