namespace ScofPush.AspNetCore.Pages;

/// <summary>How the packaged pages look. Section <c>ScofPush:Pages</c>.</summary>
public sealed class PagesOptions
{
    /// <summary>The shop's name as the shopper knows it. Default: the application's name.</summary>
    public string? ShopName { get; set; }

    /// <summary>Where "continue shopping" leads, a local path from the application's root. Default <c>/</c>.</summary>
    public string ShopPath { get; set; } = "/";

    /// <summary>
    /// Origins that card art may be loaded from, e.g. <c>https://assets.mastercard.com</c>. Mastercard's asset hosts are in the list from
    /// the start and configuration adds to it; code may clear it. Art from elsewhere is not shown.
    /// </summary>
    public IList<string> CardArtHosts { get; } =
        ["https://assets.mastercard.com", "https://sbx.assets.mastercard.com", "https://stage.assets.mastercard.com"];
}
