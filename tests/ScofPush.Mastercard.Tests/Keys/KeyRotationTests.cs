using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using ScofPush.Mastercard.Keys;
using ScofPush.Mastercard.Tests.Support;

namespace ScofPush.Mastercard.Tests.Keys;

/// <summary>The pair changes as a whole, without a restart .</summary>
public sealed class KeyRotationTests : IDisposable
{
    private const int Loaded = 2000;
    private const int Unusable = 2001;
    private const int PairIncomplete = 2004;
    private const string NextConsumerKey = "new!pair";

    private static readonly RSA Next = RSA.Create(2048);

    private readonly KeyFiles _files = new();
    private int _writes;

    public void Dispose() => _files.Dispose();

    [Fact]
    public async Task A_reload_brings_the_new_pair()
    {
        await using var host = new KeyHost();
        var first = await host.KeyAsync();

        host.Reload(("ConsumerKey", NextConsumerKey), ("KeyPem", Next.ExportPkcs8PrivateKeyPem()));

        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
        await AssertPairAsync(TestKeys.ConsumerKey, TestKeys.Rsa, first);
    }

    [Fact]
    public async Task A_reload_that_breaks_the_key_keeps_the_old_pair_and_says_so_once()
    {
        await using var host = new KeyHost();
        var first = await host.KeyAsync();

        host.Reload(("ConsumerKey", NextConsumerKey), ("KeyPem", "broken"));

        Assert.Same(first, await host.KeyAsync());
        Assert.Same(first, await host.KeyAsync());
        var line = Assert.Single(host.Log.Lines, line => line is { Id.Id: Unusable, Level: LogLevel.Error });
        Assert.StartsWith("SP2002: ", line.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reload_of_other_settings_keeps_the_pair_without_a_word()
    {
        await using var host = new KeyHost();
        await host.KeyAsync();

        host.Reload(("SrcDpaId", "other"));
        await host.KeyAsync();

        Assert.Equal((1, 0), (host.CountEvents(Loaded), host.CountEvents(PairIncomplete)));
    }

    [Fact]
    public async Task Without_a_change_the_key_is_read_once()
    {
        await using var host = OnFile(Write(TestKeys.Pem));

        Assert.Same(await host.KeyAsync(), await host.KeyAsync());
        Assert.Equal(1, host.CountEvents(Loaded));
    }

    [Fact]
    public async Task A_file_written_ahead_of_its_consumer_key_waits_for_it()
    {
        await using var host = OnFile(Write(TestKeys.Pem));
        var first = await host.KeyAsync();

        Write(Next.ExportPkcs8PrivateKeyPem());

        Assert.Same(first, await host.KeyAsync());
        Assert.Same(first, await host.KeyAsync());
        var line = Assert.Single(host.Log.Lines, line => line is { Id.Id: PairIncomplete, Level: LogLevel.Warning });
        Assert.StartsWith("SP2006: ScofPush:Mastercard:KeyFile has changed and ScofPush:Mastercard:ConsumerKey has not.", line.Message, StringComparison.Ordinal);

        host.Reload(("ConsumerKey", NextConsumerKey));
        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
    }

    [Fact]
    public async Task A_consumer_key_ahead_of_its_file_waits_for_it()
    {
        await using var host = OnFile(Write(TestKeys.Pem));
        var first = await host.KeyAsync();

        host.Reload(("ConsumerKey", NextConsumerKey));

        Assert.Same(first, await host.KeyAsync());
        var line = Assert.Single(host.Log.Lines, line => line.Id.Id == PairIncomplete);
        Assert.StartsWith("SP2006: ScofPush:Mastercard:ConsumerKey has changed and ScofPush:Mastercard:KeyFile has not.", line.Message, StringComparison.Ordinal);

        Write(Next.ExportPkcs8PrivateKeyPem());
        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
    }

    [Fact]
    public async Task A_file_and_its_password_change_together()
    {
        var path = _files.WritePkcs12([(TestKeys.Rsa, KeyFiles.Alias)]);
        await using var host = new KeyHost(values: [("KeyPem", null), ("KeyFile", path), ("KeyPassword", KeyFiles.Password)]);
        await host.KeyAsync();

        _files.WritePkcs12([(Next, KeyFiles.Alias)], password: "the next one");
        await host.KeyAsync();
        host.Reload(("ConsumerKey", NextConsumerKey), ("KeyPassword", "the next one"));

        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
    }

    [Fact]
    public async Task A_file_half_written_keeps_the_old_pair_until_it_is_whole()
    {
        await using var host = OnFile(Write(TestKeys.Pem));
        var first = await host.KeyAsync();
        var pem = Next.ExportPkcs8PrivateKeyPem();

        host.Reload(("ConsumerKey", NextConsumerKey));
        Write(pem[..500]);

        Assert.Same(first, await host.KeyAsync());
        Assert.Same(first, await host.KeyAsync());
        Assert.Equal(1, host.CountEvents(Unusable));

        Write(pem);
        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
    }

    [Fact]
    public async Task A_file_that_is_gone_keeps_the_old_pair_and_says_so_once()
    {
        var path = Write(TestKeys.Pem);
        await using var host = OnFile(path);
        var first = await host.KeyAsync();

        File.Delete(path);

        Assert.Same(first, await host.KeyAsync());
        Assert.Same(first, await host.KeyAsync());
        Assert.Equal(1, host.CountEvents(Unusable));
    }

    [Fact]
    public async Task A_file_behind_a_link_that_is_turned_is_read_again()
    {
        // As container volumes do it: the file's name and its own link never change, a folder's link does.
        var (old, next) = (Directory.CreateDirectory(Path.Combine(_files.Folder, "1")), Directory.CreateDirectory(Path.Combine(_files.Folder, "2")));
        await File.WriteAllTextAsync(Path.Combine(old.FullName, "key.pem"), TestKeys.Pem, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(next.FullName, "key.pem"), Next.ExportPkcs8PrivateKeyPem() + "\n", TestContext.Current.CancellationToken);
        var data = Path.Combine(_files.Folder, "data");
        var link = Path.Combine(_files.Folder, "key.pem");
        Directory.CreateSymbolicLink(data, old.FullName);
        File.CreateSymbolicLink(link, Path.Combine(data, "key.pem"));
        await using var host = OnFile(link);
        await host.KeyAsync();

        host.Reload(("ConsumerKey", NextConsumerKey));
        await host.KeyAsync();
        Directory.Delete(data);
        Directory.CreateSymbolicLink(data, next.FullName);

        await AssertPairAsync(NextConsumerKey, Next, await host.KeyAsync());
    }

    [Fact]
    public async Task Calls_during_rotations_never_mix_two_pairs()
    {
        await using var network = await FakeNetwork.StartAsync();
        await using var host = new KeyHost(network.Address, values: [("KeyPem", null), ("KeyFile", Write(TestKeys.Pem))]);
        using var done = new CancellationTokenSource();

        var calling = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CallAsync()));
        for (var turn = 0; turn < 6; turn++)
        {
            var (consumerKey, pem) = turn % 2 == 0 ? (NextConsumerKey, Next.ExportPkcs8PrivateKeyPem()) : (TestKeys.ConsumerKey, TestKeys.Pem);
            Write(pem);
            await WaitForCallsAsync(4);
            host.Reload(("ConsumerKey", consumerKey));
            await WaitForCallsAsync(8);
        }

        await done.CancelAsync();
        await calling;

        var seen = network.Requests.Select(request =>
        {
            var isNext = request.Headers["Authorization"].Contains(NextConsumerKey, StringComparison.Ordinal);
            return SignatureCheck.Verify(request, isNext ? Next : TestKeys.Rsa)["oauth_consumer_key"];
        });
        Assert.Equal([TestKeys.ConsumerKey, NextConsumerKey], seen.Distinct(StringComparer.Ordinal));

        async Task CallAsync()
        {
            while (!done.IsCancellationRequested)
            {
                await host.Enroller.EnrollAsync(TestClient.Request(), TestContext.Current.CancellationToken);
            }
        }

        // More than the four that may be under way: some of them were surely signed after what was just done.
        async Task WaitForCallsAsync(int count)
        {
            for (var target = network.Requests.Count + count; network.Requests.Count < target;)
            {
                await network.WaitForRequestAsync();
            }
        }
    }

    private static KeyHost OnFile(string path) => new(values: [("KeyPem", null), ("KeyFile", path)]);

    /// <summary>Writes the file with a time of its own: two writes in a test can fall into one tick of the file system's clock.</summary>
    private string Write(string pem)
    {
        var path = _files.Write("key.pem", pem);
        File.SetLastWriteTimeUtc(path, new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddSeconds(++_writes));
        return path;
    }

    private static async Task AssertPairAsync(string consumerKey, RSA key, SigningKey pair)
    {
        byte[] data = [1, 2, 3];
        Assert.Equal(consumerKey, pair.ConsumerKey);
        var signature = await pair.SignAsync(data, TestContext.Current.CancellationToken);
        Assert.True(key.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }
}
