using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Network.CallLog;

namespace Network.Pages;

/// <summary>The call log for people.</summary>
internal sealed class IndexModel(CallBook calls, MerchantDirectory merchants) : PageModel
{
    private const int Shown = 200;

    /// <summary>Reloads the page every few seconds.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Live { get; set; }

    public IReadOnlyList<CallEntry> Calls { get; private set; } = [];

    public IReadOnlyList<Merchant> Merchants => merchants.All;

    public int Total { get; private set; }

    public int Pushed { get; private set; }

    public int Enrolled { get; private set; }

    public int Refused { get; private set; }

    public void OnGet()
    {
        var all = calls.Since(0);
        Total = all.Count;
        Pushed = all.Where(call => call.OauthValid is null).Sum(call => Receipts(call).Length);
        Enrolled = all.Count(call => call.Enrolled);
        Refused = all.Count(call => call.OauthValid == false);
        Calls = [.. all.Reverse().Take(Shown)];
        Response.Headers.CacheControl = "no-store";
        Response.Headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
        Response.Headers["Referrer-Policy"] = "no-referrer";
    }

    public static string[] Receipts(CallEntry call) => call.Receipt?.Split(',') ?? [];

    public static string Short(string receipt) => receipt.Length > 12 ? $"{receipt[..8]}…{receipt[^4..]}" : receipt;

    public static string Time(CallEntry call) => call.Time.ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    public static string Status(CallEntry call) => call.Status == 0 ? "dropped" : call.Status.ToString(CultureInfo.InvariantCulture);

    public static string Tone(CallEntry call) => call.Status switch
    {
        0 => "dropped",
        < 300 => "good",
        401 or 403 => "denied",
        < 500 => "refused",
        _ => "broken",
    };

    public static string Signature(CallEntry call) => call.OauthValid switch { true => "valid", false => "refused", null => "not asked" };
}
