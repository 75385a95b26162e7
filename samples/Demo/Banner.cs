namespace Demo;

internal static class Banner
{
    /// <summary>What a test waits for; printed once, when all three answer.</summary>
    private const string Ready = "ScofPush demo is ready";

    public static string Text(PortTriple ports, string data) => $"""

          Shop     {ports.ShopAddress,-30}  Tidewell, where the card arrives
          Bank     {ports.BankAddress,-30}  where you send it from
          Network  {ports.NetworkAddress,-30}  what happens in between

          1  Open the bank, sign in with any name and password, and pick a card.
          2  Send it to Tidewell.
          3  At the shop, sign in or create an account, and confirm the card.
          4  Back at the bank, see the result; at the shop, see Account, Payment methods.

          Keys, databases and logs: {data}

        {Ready}
        Ctrl+C stops it.
        """;
}
