namespace ScofPush.AspNetCore.Returning;

/// <summary>How the shopper goes back to the bank. Section <c>ScofPush:Returning</c>.</summary>
public sealed class ReturningOptions
{
    /// <summary>
    /// Callbacks that are followed without asking: origins (<c>https://bank.example</c>, compared by scheme, host and port) and custom
    /// schemes by name (<c>mybank:</c>). The callback of a verified signed push needs no entry.
    /// </summary>
    public IList<string> AllowedCallbacks { get; } = [];

    /// <summary>What becomes of a plain push whose callback is not allow-listed. Default <see cref="UnknownCallback.AskShopper"/>.</summary>
    public UnknownCallback UnknownCallback { get; set; }

    /// <summary>
    /// How the shopper leaves for a callback that is followed without asking. Default <see cref="ReturnMode.Redirect"/>. A shop whose own
    /// content security policy has <c>form-action 'self'</c> needs <see cref="ReturnMode.Page"/> (design 6).
    /// </summary>
    public ReturnMode Mode { get; set; }

    /// <summary>The result codes.</summary>
    public ResultCodes Codes { get; } = new();
}

/// <summary>What becomes of a plain push whose callback is not allow-listed.</summary>
public enum UnknownCallback
{
    /// <summary>The push goes on; at its end the callback's host is shown and the shopper decides .</summary>
    AskShopper,

    /// <summary>The push is refused with a page (SP1014).</summary>
    Refuse,
}

/// <summary>How the shopper leaves for a callback that is followed without asking.</summary>
public enum ReturnMode
{
    /// <summary>At once: 303. A custom scheme gets a page with a link, because browsers drop a redirect to it .</summary>
    Redirect,

    /// <summary>By way of a page that shows the card and goes on by itself after a few seconds; it also has a link.</summary>
    Page,
}
