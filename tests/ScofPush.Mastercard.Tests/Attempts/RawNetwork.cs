using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using ScofPush.Mastercard.Tests.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Attempts;

/// <summary>A network that does to the connection what no web server does.</summary>
internal sealed class RawNetwork : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly SemaphoreSlim _steps = new(0);
    private readonly Func<RawNetwork, TcpClient, Stream, Task> _script;
    private readonly Task _work;
    private int _requests;

    private RawNetwork(Func<RawNetwork, TcpClient, Stream, Task> script)
    {
        _script = script;
        _listener.Start();
        _work = ServeAsync();
    }

    public int RequestCount => _requests;

    public CancellationToken Stopping => _stop.Token;

    public Uri Address(string scheme = "http") => new($"{scheme}://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}{FakeNetwork.BasePath}");

    /// <summary>Reads each request, then runs the script on its connection, which is closed at the end.</summary>
    public static RawNetwork AfterRequest(Func<RawNetwork, TcpClient, Stream, Task> script) =>
        new(async (network, client, stream) =>
        {
            await network.ReadRequestAsync(stream);
            await script(network, client, stream);
        });

    /// <summary>Runs the script as soon as a connection is there.</summary>
    public static RawNetwork AtOnce(Func<RawNetwork, TcpClient, Stream, Task> script) => new(script);

    public static RawNetwork WithCertificateOfNobody() =>
        new(async (network, _, stream) =>
        {
            using var certificate = KeyFiles.Certify(TestKeys.Rsa, new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero));
            await using var tls = new SslStream(stream);
            await tls.AuthenticateAsServerAsync(new SslServerAuthenticationOptions { ServerCertificate = certificate }, network.Stopping);
            await network.ReadRequestAsync(tls);
        });

    public static async Task SendAsync(Stream stream, string text)
    {
        await stream.WriteAsync(Encoding.Latin1.GetBytes(text));
        await stream.FlushAsync();
    }

    public static Task Reset(TcpClient client)
    {
        client.LingerState = new LingerOption(true, 0);
        client.Close();
        return Task.CompletedTask;
    }

    /// <summary>The script has come to the point that the test waits for.</summary>
    public void Step() => _steps.Release();

    public async Task WaitForStepAsync() =>
        Assert.True(await _steps.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken), "The script did not get there.");

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _work;
        _listener.Dispose();
        _stop.Dispose();
        _steps.Dispose();
    }

    private async Task ServeAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                connections.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        try
        {
            using (client)
            {
                await _script(this, client, client.GetStream());
            }
        }
        catch (Exception exception)
            when (exception is IOException or OperationCanceledException or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
        {
            // The client went away, or the test is over.
        }
    }

    private async Task ReadRequestAsync(Stream stream)
    {
        using var reader = new StreamReader(stream, Encoding.Latin1, leaveOpen: true);
        var length = 0;
        var line = await reader.ReadLineAsync(Stopping);
        if (line is null)
        {
            return;
        }

        for (; line is { Length: > 0 }; line = await reader.ReadLineAsync(Stopping))
        {
            if (line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))
            {
                length = int.Parse(line["Content-Length:".Length..], System.Globalization.CultureInfo.InvariantCulture);
            }
        }

        Assert.Equal(length, await reader.ReadBlockAsync(new char[length], Stopping));
        Interlocked.Increment(ref _requests);
    }
}
