using System.Net;
using System.Net.Sockets;
using ScofPush.Mastercard.Cards;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>What happens to connections. "Reset" tears one down, "closed" ends it in good order but too early.</summary>
internal static class TransportRows
{
    private const string Head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n";

    public static IEnumerable<AttemptRow> All => [.. Unreached, .. Lost, .. TooLate];

    private static IEnumerable<AttemptRow> Unreached =>
    [
        new("connection refused", () => Stage.NobodyAsync(ClosedAddress()), Outcomes.Unreached),
        new("host name unknown", () => Stage.NobodyAsync("https://no-such-host.invalid/api"), Outcomes.Unreached),
        new("TLS: a certificate of nobody", () => Stage.BareAsync(RawNetwork.WithCertificateOfNobody(), "https"), Outcomes.Unreached),
        new("TLS: the server does not speak it", () => Stage.BareAsync(RawNetwork.AtOnce(async (_, _, stream) => await RawNetwork.SendAsync(stream, "HTTP/1.1 400 Bad Request\r\n\r\n")), "https"), Outcomes.Unreached),
        new("TLS: reset in the handshake", () => Stage.BareAsync(RawNetwork.AtOnce((_, client, _) => RawNetwork.Reset(client)), "https"), Outcomes.Unreached),
        new("TLS: never answered", () => Stage.BareAsync(RawNetwork.AtOnce((network, _, _) => Forever(network)), "https"), Outcomes.Unreached)
        {
            Budget = new CallBudget { RetryDelay = TimeSpan.Zero, Connect = TimeSpan.FromMilliseconds(150) },
        },
    ];

    private static IEnumerable<AttemptRow> Lost =>
    [
        // The client cannot tell whether anybody read what it sent.
        Row(
            "reset before the whole request was read",
            Outcomes.Unknown with { Arrived = 0 },
            RawNetwork.AtOnce,
            async (network, client, stream) =>
            {
                await stream.ReadExactlyAsync(new byte[1], network.Stopping);
                await RawNetwork.Reset(client);
            }
        ),
        Row("reset after the request was read", (_, client, _) => RawNetwork.Reset(client)),
        Row("closed after the request was read", (_, _, _) => Task.CompletedTask),
        Row("reset in the headers", SendAndReset("HTTP/1.1 200 OK\r\nContent-Ty")),
        Row("closed in the headers", Send("HTTP/1.1 200 OK\r\nContent-Ty")),
        Row("reset in the body", SendAndReset($"{Head}\r\n{{\"maskedCard\":")),
        Row("closed in the body, with a card in it", Send($"{Head}\r\n{Answers.Enrolled()}")),
        Row("closed in the body of a 400", Outcomes.Failed("SP1503"), RawNetwork.AfterRequest, Send("HTTP/1.1 400 Bad Request\r\nContent-Length: 500\r\n\r\n{\"reason\":")),
        Row("an answer that is no HTTP", Send("SSH-2.0-OpenSSH_9.6\r\n")),
        Row("an answer with 100 KB of headers", Send($"{Head}X-Long: {new string('a', 100 * 1024)}\r\n\r\n")),
        new("429, then reset", () => Stage.WebAsync(Answers.Of(429), Answers.Reset), Outcomes.Unknown with { Attempts = 2, Arrived = 2 }),
    ];

    private static IEnumerable<AttemptRow> TooLate =>
    [
        Late("no answer in time", (_, _) => Task.CompletedTask),
        Late("headers that do not end in time", (_, stream) => RawNetwork.SendAsync(stream, Head)),
        Late("a body that does not come in time", (_, stream) => RawNetwork.SendAsync(stream, $"{Head}\r\n")),
        Late(
            "a body that drips",
            async (_, stream) =>
            {
                await RawNetwork.SendAsync(stream, $"{Head}\r\n");
                foreach (var letter in Answers.Enrolled())
                {
                    await RawNetwork.SendAsync(stream, letter.ToString());
                }
            }
        ),
    ];

    private static AttemptRow Row(string name, Func<RawNetwork, TcpClient, Stream, Task> script) => Row(name, Outcomes.Unknown, RawNetwork.AfterRequest, script);

    private static AttemptRow Row(
        string name,
        Finding expected,
        Func<Func<RawNetwork, TcpClient, Stream, Task>, RawNetwork> open,
        Func<RawNetwork, TcpClient, Stream, Task> script
    ) => new(name, () => Stage.BareAsync(open(script)), expected);

    /// <summary>The time of the attempt runs out when the script has come as far as it ever will.</summary>
    private static AttemptRow Late(string name, Func<RawNetwork, Stream, Task> script) =>
        Row(
            name,
            async (network, _, stream) =>
            {
                await script(network, stream);
                network.Step();
                await Forever(network);
            }
        ) with
        {
            Meanwhile = async (clock, stage) =>
            {
                await stage.Raw!.WaitForStepAsync();
                clock.Advance(new CallBudget().Attempt);
            },
        };

    private static Func<RawNetwork, TcpClient, Stream, Task> Send(string text) => (_, _, stream) => RawNetwork.SendAsync(stream, text);

    private static Func<RawNetwork, TcpClient, Stream, Task> SendAndReset(string text) =>
        async (_, client, stream) =>
        {
            await RawNetwork.SendAsync(stream, text);
            await RawNetwork.Reset(client);
        };

    private static Task Forever(RawNetwork network) => Task.Delay(Timeout.Infinite, network.Stopping);

    private static string ClosedAddress()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/api";
    }
}
