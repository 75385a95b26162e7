namespace Bank.Pushes;

/// <summary>What a shop's result code means to a customer.</summary>
internal sealed record ResultText(string Tone, string Headline, string Explanation)
{
    public static ResultText For(string? code, string shop) => code switch
    {
        "SUCCESS" => new("good", $"Saved at {shop}", "You can pay with it there from now on."),
        "DUPLICATE_REQUEST" => new("good", $"Already saved at {shop}", "Nothing had to be done."),
        "REQUIRE_ADDITIONAL_AUTHENTICATION" => new("wait", "One more step", $"{shop} has the card. We need to confirm that it is you before you can pay with it."),
        "CANCELLED" => new("calm", "Not saved", $"You decided not to save it at {shop}."),
        "DECLINED" => new("bad", "Declined", $"This card cannot be saved at {shop}."),
        "ERROR" => new("bad", "Something went wrong", $"{shop} could not finish. Please try again."),
        _ => new("calm", "No answer", $"{shop} did not tell us what became of this card."),
    };
}
