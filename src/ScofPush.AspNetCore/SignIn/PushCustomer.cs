namespace ScofPush.AspNetCore.SignIn;

/// <summary>The signed-in customer of the host.</summary>
/// <param name="Key">
/// The host's stable key, 1 to 256 characters. The card is recorded under it; the network only ever sees a keyed hash of it.
/// </param>
/// <param name="DisplayName">What the confirm page calls the account, e.g. an e-mail address.</param>
public sealed record PushCustomer(string Key, string DisplayName)
{
    /// <summary>Never prints the customer .</summary>
    public override string ToString() => "customer";
}
