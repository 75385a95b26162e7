using System.Security.Cryptography;
using CsCheck;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Tests.Hosting;
using ScofPush.AspNetCore.Tests.Properties.Generators;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Properties;

/// <summary>Whatever is done to a signed push: it says what the network signed, or nothing .</summary>
public sealed class SignedPushPropertyTests(ITestOutputHelper output)
{
    private const int Cases = 25_000;
    private const string Base64Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly string[] Tokens =
    [
        .. Enumerable.Range(0, 8).Select(index => PushSigner.Known.SignPush($"MCC-STL-{index:0000}", index % 2 == 0
            ? $"https://bank.example/{new string('a', index)}" : null)),
    ];

    /// <summary>One of the tokens, a second one, what is done to the first, where, and with which letter.</summary>
    private static readonly Gen<(int Token, int Other, int Change, int Where, char Letter)> Any = Gen.Select(
        Gen.Int[0, Tokens.Length - 1],
        Gen.Int[0, Tokens.Length - 1],
        Gen.Int[0, 11],
        Gen.Int[0, 100_000],
        Gen.Frequency<char>((4, Gen.OneOf<char>([.. Base64Letters])), (1, Texts.Hostile)));

    [Fact]
    public void Open_changedToken_neverSaysAnythingElse()
    {
        using var key = RSA.Create();
        key.ImportFromPem(PushSigner.Known.Pem);
        var tally = new Tally("Changed signed pushes");
        Any.Sample(one => Check(key, one.Token, Tokens[one.Token], Change(one.Token, one.Other, one.Change, one.Where, one.Letter), tally), iter: Cases);
        tally.Close(
            output,
            Cases,
            ("untouched: verified", 1000),
            ("refused with SP1020", 3000),
            ("refused with SP1021", 50),
            ("refused with SP1023", 50),
            ("refused with SP1024", 3000));
    }

    private static void Check(RSA key, int index, string token, string changed, Tally tally)
    {
        tally.Case();
        var (jws, code) = PushJws.Read(changed);
        var (members, refusal) = code is null && jws.KeyId == "key-1" ? jws.Open(key) : (null, code ?? "SP1023");
        if (members is null)
        {
            Assert.NotEqual(token, changed);
            tally.Add($"refused with {refusal}");
            return;
        }

        tally.Add(token == changed ? "untouched: verified" : "changed, but not what it says: verified");
        Assert.Equal([$"MCC-STL-{index:0000}"], members.Receipts);
        Assert.Equal(index % 2 == 0 ? $"https://bank.example/{new string('a', index)}" : null, members.Callback);
    }

    private static string Change(int index, int otherIndex, int change, int where, char letter)
    {
        var token = Tokens[index];
        var at = where % token.Length;
        var parts = token.Split('.');
        var other = Tokens[otherIndex].Split('.');
        return change switch
        {
            0 => token,
            1 => token[..at] + letter + token[at..],
            2 => token[..at] + token[(at + 1)..],
            3 => token[..at],
            4 => token[at..],
            5 => $"{parts[0]}.{other[1]}.{parts[2]}",
            6 => $"{parts[0]}.{parts[1]}.{other[2]}",
            7 => $"{parts[where % 3]}.{parts[where / 3 % 3]}.{parts[where / 9 % 3]}",
            8 => token[..^1] + letter,
            9 => token[..(where % 40)] + letter + token[((where % 40) + 1)..],
            10 => token[..at] + (char.IsLower(token[at]) ? char.ToUpperInvariant(token[at]) : char.ToLowerInvariant(token[at])) + token[(at + 1)..],
            _ => token[..at] + letter + token[(at + 1)..],
        };
    }
}
