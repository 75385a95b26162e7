namespace Storefront;

internal sealed class ShopOptions
{
    /// <summary>Origins that card pictures may come from, e.g. <c>https://assets.mastercard.com</c>.</summary>
    public IList<string> CardArtHosts { get; } = [];

    public bool Trusts(string? artUri) =>
        Uri.TryCreate(artUri, UriKind.Absolute, out var uri)
        && CardArtHosts.Contains(uri.GetLeftPart(UriPartial.Authority), StringComparer.OrdinalIgnoreCase);
}
