using System.Globalization;
using System.Text;

namespace Network.Art;

/// <summary>
/// Draws a card face from nothing but its address, <c>/art/{issuer}.{product}.svg</c>, so that art needs no storage and can be cached for long.
/// </summary>
internal static class CardArt
{
    private const int LongestSlug = 80;

    public static string PathOf(string issuer, string product) => $"/art/{Slug(issuer)}.{Slug(product)}.svg";

    public static string ForegroundOf(string issuer, string product) => Palette.For($"{Slug(issuer)}-{Slug(product)}").Ink;

    public static bool IsSlug(string text) =>
        text.Length is > 0 and <= LongestSlug && text.All(character => character is >= 'a' and <= 'z' or >= '0' and <= '9' or '-');

    public static string Draw(string issuer, string product)
    {
        var palette = Palette.For($"{issuer}-{product}");
        return $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 856 540" width="856" height="540" role="img" aria-label="{Title(issuer)} {Title(product)}">
              <defs>
                <linearGradient id="face" x1="0" y1="0" x2="1" y2="1">
                  <stop offset="0" stop-color="#{palette.Deep}"/>
                  <stop offset="1" stop-color="#{palette.Mid}"/>
                </linearGradient>
                <linearGradient id="veil" x1="0" y1="1" x2="1" y2="0">
                  <stop offset="0" stop-color="#{palette.Glow}" stop-opacity="0"/>
                  <stop offset="0.55" stop-color="#{palette.Glow}" stop-opacity="0.55"/>
                  <stop offset="1" stop-color="#{palette.Glow}" stop-opacity="0.05"/>
                </linearGradient>
                <radialGradient id="light" cx="0.82" cy="0.08" r="0.75">
                  <stop offset="0" stop-color="#{palette.Glow}" stop-opacity="0.5"/>
                  <stop offset="1" stop-color="#{palette.Glow}" stop-opacity="0"/>
                </radialGradient>
                <linearGradient id="chip" x1="0" y1="0" x2="1" y2="1">
                  <stop offset="0" stop-color="#f3e3b3"/>
                  <stop offset="1" stop-color="#b8995a"/>
                </linearGradient>
                <clipPath id="edge"><rect width="856" height="540" rx="40"/></clipPath>
              </defs>
              <g clip-path="url(#edge)">
                <rect width="856" height="540" fill="url(#face)"/>
                <rect width="856" height="540" fill="url(#light)"/>
                <path d="M-40 470 C 160 250 300 520 480 330 S 760 60 930 150 L 930 260 C 760 190 640 330 510 430 S 190 420 -40 600 Z" fill="url(#veil)"/>
                <path d="M-40 380 C 170 190 330 400 520 230 S 780 -20 930 40 L 930 84 C 780 50 680 160 550 280 S 190 310 -40 470 Z" fill="url(#veil)" opacity="0.55"/>
              </g>
              <rect x="1" y="1" width="854" height="538" rx="39" fill="none" stroke="#{palette.Ink}" stroke-opacity="0.16" stroke-width="2"/>
              <g transform="translate(62 196)">
                <rect width="104" height="80" rx="14" fill="url(#chip)"/>
                <path d="M0 28 H36 M0 54 H36 M68 28 H104 M68 54 H104 M36 0 V80 M68 0 V80 M36 40 H68" stroke="#7a6332" stroke-opacity="0.55" stroke-width="2.5" fill="none"/>
              </g>
              <g transform="translate(204 236)" fill="none" stroke="#{palette.Ink}" stroke-opacity="0.8" stroke-width="6" stroke-linecap="round">
                <path d="M0 -14 A 24 24 0 0 1 0 14"/>
                <path d="M15 -25 A 42 42 0 0 1 15 25"/>
                <path d="M30 -36 A 60 60 0 0 1 30 36"/>
              </g>
              <g fill="#{palette.Ink}" font-family="'Avenir Next', 'Segoe UI', 'Helvetica Neue', Arial, sans-serif">
                <text x="62" y="104" font-size="40" font-weight="600" letter-spacing="0.5">{Title(issuer)}</text>
                <text x="62" y="150" font-size="30" fill-opacity="0.92">{Title(product)}</text>
              </g>
              <g transform="translate(720 446)" fill="none" stroke="#{palette.Ink}" stroke-width="7" stroke-opacity="0.85">
                <circle cx="0" cy="0" r="36"/>
                <circle cx="42" cy="0" r="36"/>
              </g>
            </svg>
            """;
    }

    private static string Slug(string name)
    {
        var slug = new StringBuilder();
        foreach (var character in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (character is >= 'a' and <= 'z' or >= '0' and <= '9')
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-' && CharUnicodeInfo.GetUnicodeCategory(character) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }

        var text = slug.ToString().Trim('-');
        return text.Length switch { 0 => "card", > LongestSlug => text[..LongestSlug].Trim('-'), _ => text };
    }

    private static string Title(string slug) => CultureInfo.InvariantCulture.TextInfo.ToTitleCase(slug.Replace('-', ' '));
}
