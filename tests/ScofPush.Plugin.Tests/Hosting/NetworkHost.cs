using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace ScofPush.Plugin.Tests.Hosting;

/// <summary>A network whose calls can be waited for, and whose key set is counted.</summary>
internal sealed class NetworkHost : NetworkSite
{
    private const string KeySetPath = "/mdes/connect/1/0/jwks.json";

    private readonly Door _door;

    public NetworkHost(Merchant merchant, string folder, int port = 0)
        : this(merchant, folder, new Door(), port)
    {
    }

    private NetworkHost(Merchant merchant, string folder, Door door, int port)
        : base(merchant, folder, door, port) => _door = door;

    public string KeySetUrl => $"{Origin}{KeySetPath}";

    /// <summary>The key that signs pushes. Without it, the network makes a new one when it starts.</summary>
    public string SigningKeyFile => Path.Combine(DataFolder, "push-data-signing-key.pem");

    /// <summary>How often somebody has fetched the key set.</summary>
    public int KeyReadings => _door.KeyReadings;

    /// <summary>Ends when the network works on an Enroll call with the receipt, long before the log shows it.</summary>
    public Task WhenEnrolling(string receipt) => _door.WhenSeen(receipt);

    public async Task<List<NetworkCall>> EnrollsOfAsync(string receipt) =>
        [.. (await CallsAsync()).Where(call => call.Operation == "Enroll" && call.Receipt == receipt)];

    /// <summary>Looks at calls as they come in: at Enroll, so that a test can stop the shop while it waits, and at the key set.</summary>
    private sealed class Door : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _seen = new(StringComparer.Ordinal);

        private int _keyReadings;

        public int KeyReadings => Volatile.Read(ref _keyReadings);

        public Task WhenSeen(string receipt) => Of(receipt).Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (context.Request.Path == KeySetPath)
                {
                    Interlocked.Increment(ref _keyReadings);
                }

                // The body is here, so the network has read it and gone to work by the time it first waits.
                var receipt = await ReceiptOfAsync(context.Request);
                var work = following(context);
                if (receipt is not null)
                {
                    Of(receipt).TrySetResult();
                }

                await work;
            });
            next(app);
        };

        private TaskCompletionSource Of(string receipt) =>
            _seen.GetOrAdd(receipt, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}
