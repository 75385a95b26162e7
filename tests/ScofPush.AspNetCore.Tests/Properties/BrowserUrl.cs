using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>
/// Where a browser goes for an address of ASCII letters, read as the URL standard of browsers says and not as <see cref="Uri"/> does.
/// Written for these tests, so that the product is not compared with itself.
/// </summary>
internal sealed record BrowserUrl(string Scheme, string Host, int Port)
{
    private const string ForbiddenInHosts = "\0\t\n\r #/:<>?@[\\]^|%\x7f";

    private static readonly IdnMapping Punycode = new() { AllowUnassigned = true };
    private static readonly Regex SchemeAndRest = Pattern(@"\A(?<scheme>[A-Za-z][A-Za-z0-9+.-]*):(?<rest>.*)\z");
    private static readonly Regex HostAndPort = Pattern(@"\A(?<host>\[[^\]]*\]|[^:]*)(:(?<port>[0-9]*))?\z");
    private static readonly Regex Ipv6 = Pattern(@"\A\[[0-9a-fA-F:.]+\]\z");
    private static readonly Regex Number = Pattern(@"\A([0-9]+|0x[0-9a-f]*)\z");

    public bool IsWeb => Scheme is "http" or "https";

    public string Origin => Port == DefaultPort(Scheme) ? $"{Scheme}://{Host}" : $"{Scheme}://{Host}:{Port}";

    /// <summary>The reading; <see langword="null"/> where a browser refuses the address, or it is none that stands alone.</summary>
    public static BrowserUrl? Read(string text)
    {
        // Browsers drop what surrounds an address, and line breaks and tabs inside it.
        text = text.Trim([.. Enumerable.Range(0, 33).Select(code => (char)code)]);
        text = string.Concat(text.Where(letter => letter is not ('\t' or '\r' or '\n')));
        var match = SchemeAndRest.Match(text);
        if (!match.Success || text.Any(letter => letter > '\x7e'))
        {
            return null;
        }

        var scheme = match.Groups["scheme"].Value.ToLowerInvariant();
        return scheme is "http" or "https" ? ReadWeb(scheme, match.Groups["rest"].Value) : ReadOther(scheme, match.Groups["rest"].Value);
    }

    private static BrowserUrl? ReadWeb(string scheme, string rest)
    {
        var authority = rest.TrimStart('/', '\\').Split('/', '\\', '?', '#')[0];
        var match = HostAndPort.Match(authority[(authority.LastIndexOf('@') + 1)..]);
        if (!match.Success)
        {
            return null;
        }

        return ReadPort(match.Groups["port"].Value, scheme) is <= 65535 and var port && ReadHost(match.Groups["host"].Value) is { } host
            ? new BrowserUrl(scheme, host, port)
            : null;
    }

    /// <summary>The address of an app: what follows two slashes is a host, and taken as it is.</summary>
    private static BrowserUrl? ReadOther(string scheme, string rest)
    {
        if (!rest.StartsWith("//", StringComparison.Ordinal))
        {
            return new BrowserUrl(scheme, "", -1);
        }

        var authority = rest[2..].Split('/', '?', '#')[0];
        var match = HostAndPort.Match(authority[(authority.LastIndexOf('@') + 1)..]);
        var host = match.Groups["host"].Value;
        var isSound = host.StartsWith('[') ? ReadHost(host) is not null : !host.Any(letter => letter != '%' && letter != '\x7f'
            && ForbiddenInHosts.Contains(letter, StringComparison.Ordinal));
        return match.Success && isSound && (host.Length > 0 || authority.Length == 0) && ReadPort(match.Groups["port"].Value, scheme) <= 65535
            ? new BrowserUrl(scheme, host, -1)
            : null;
    }

    private static int ReadPort(string digits, string scheme) =>
        digits.Length == 0 ? DefaultPort(scheme) : digits.TrimStart('0') is { Length: <= 5 } few ? int.Parse("0" + few, CultureInfo.InvariantCulture) : int.MaxValue;

    private static string? ReadHost(string host)
    {
        if (host.StartsWith('['))
        {
            return Ipv6.IsMatch(host) && IPAddress.TryParse(host[1..^1], out var address) && address.AddressFamily == AddressFamily.InterNetworkV6
                ? $"[{address}]"
                : null;
        }

        host = WebUtility.UrlDecode(host.Replace("+", "%2B", StringComparison.Ordinal)).ToLowerInvariant();
        var labels = host.Split('.');
        var last = labels is [.., var almost, ""] ? almost : labels[^1];
        return host.Length == 0 || host.Any(letter => letter < '!' || letter > '\x7e' || ForbiddenInHosts.Contains(letter, StringComparison.Ordinal)) ? null
            : labels.Any(label => label.StartsWith("xn--", StringComparison.Ordinal) && !IsPunycode(label)) ? null
            : Number.IsMatch(last) ? ReadIpv4(host.EndsWith('.') ? labels[..^1] : labels)
            : host;
    }

    /// <summary>One to four numbers, decimal, octal or hexadecimal; the last one fills what is left.</summary>
    private static string? ReadIpv4(string[] parts)
    {
        var numbers = parts.Select(ReadNumber).ToArray();
        if (numbers.Length > 4 || numbers.Any(number => number is null) || numbers[..^1].Any(number => number > 255)
            || numbers[^1] >= 1L << (8 * (5 - numbers.Length)))
        {
            return null;
        }

        var address = numbers[^1]!.Value;
        for (var index = 0; index < numbers.Length - 1; index++)
        {
            address += numbers[index]!.Value << (8 * (3 - index));
        }

        return $"{address >> 24}.{(address >> 16) & 255}.{(address >> 8) & 255}.{address & 255}";
    }

    private static long? ReadNumber(string text)
    {
        try
        {
            return text switch
            {
                "" => null,
                ['0', 'x'] => 0,
                ['0', 'x', .. var hex] => Convert.ToInt64(hex, 16) is >= 0 and var number ? number : null,
                ['0', .. { Length: > 0 } octal] => Convert.ToInt64(octal, 8) is >= 0 and var number ? number : null,
                _ => long.Parse(text, NumberStyles.None, CultureInfo.InvariantCulture),
            };
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsPunycode(string label)
    {
        try
        {
            return Punycode.GetUnicode(label) != label;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture | RegexOptions.Singleline);

    private static int DefaultPort(string scheme) => scheme == "https" ? 443 : 80;
}
