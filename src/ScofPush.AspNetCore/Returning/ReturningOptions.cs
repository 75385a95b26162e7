namespace ScofPush.AspNetCore.Returning;

/// <summary>How the shopper goes back to the bank. Section <c>ScofPush:Returning</c>.</summary>
public sealed class ReturningOptions
{
    /// <summary>
    /// Callbacks that are followed without asking: origins (<c>https://bank.example</c>, compared by scheme, host and port) and custom
    /// schemes by name (<c>mybank:</c>). Any other host is shown to the shopper, who decides.
    /// </summary>
    public IList<string> AllowedCallbacks { get; } = [];

    /// <summary>The result codes.</summary>
    public ResultCodes Codes { get; } = new();
}
