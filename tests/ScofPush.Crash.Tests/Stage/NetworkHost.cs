using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using ScofPush.Tests;

namespace ScofPush.Crash.Tests.Stage;

/// <summary>A network that takes its time, and notes when calls arrive.</summary>
internal sealed class NetworkHost : NetworkSite
{
    private readonly Door _door;

    /// <param name="merchant">The one merchant that the network knows.</param>
    /// <param name="folder">Where it keeps its signing key.</param>
    /// <param name="wait">What an Enroll call waits for before the network goes to work on it.</param>
    public NetworkHost(Merchant merchant, string folder, Func<Task> wait)
        : this(merchant, folder, new Door(wait))
    {
    }

    private NetworkHost(Merchant merchant, string folder, Door door)
        : base(merchant, folder, door) => _door = door;

    /// <summary>Ends when the first Enroll call with the receipt is here.</summary>
    public Task WhenArrived(string receipt) => _door.WhenArrived(receipt);

    /// <summary>Every Enroll call: when it came, and what the network's log says of it. One that is being worked on has no answer yet.</summary>
    public async Task<ILookup<string, EnrollCall>> EnrollsAsync()
    {
        var answers = (await CallsAsync())
            .Where(call => call.Operation == "Enroll")
            .GroupBy(call => call.Receipt!, StringComparer.Ordinal)
            .ToDictionary(calls => calls.Key, calls => new Queue<NetworkCall>(calls), StringComparer.Ordinal);
        return _door.Arrivals
            .Select(arrival => new EnrollCall(
                arrival.Receipt,
                arrival.At,
                !arrival.IsDropped && answers.TryGetValue(arrival.Receipt, out var calls) && calls.TryDequeue(out var answer) ? answer : null))
            .ToLookup(call => call.Receipt, StringComparer.Ordinal);
    }

    private sealed record Arrival(string Receipt, DateTimeOffset At)
    {
        public bool IsDropped { get; set; }
    }

    private sealed class Door(Func<Task> wait) : IStartupFilter
    {
        private readonly ConcurrentDictionary<string, TaskCompletionSource> _first = new(StringComparer.Ordinal);

        public ConcurrentQueue<Arrival> Arrivals { get; } = [];

        public Task WhenArrived(string receipt) => Of(receipt).Task;

        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use(async (context, following) =>
            {
                if (await ReceiptOfAsync(context.Request) is { } receipt)
                {
                    var arrival = new Arrival(receipt, TimeProvider.System.GetUtcNow());
                    Arrivals.Enqueue(arrival);
                    Of(receipt).TrySetResult();
                    await wait();
                    if (context.RequestAborted.IsCancellationRequested && IsUnlucky(receipt))
                    {
                        arrival.IsDropped = true;
                        return;
                    }

                    // The caller is gone or not: the network goes on.
                    context.RequestAborted = CancellationToken.None;
                }

                await following(context);
            });
            next(app);
        };

        /// <summary>Of calls whose caller is gone, the network does half. The shop cannot tell which.</summary>
        private static bool IsUnlucky(string receipt) => receipt[^1] % 2 == 0;

        private TaskCompletionSource Of(string receipt) =>
            _first.GetOrAdd(receipt, _ => new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
    }
}

/// <summary>One Enroll call at the network.</summary>
/// <param name="Receipt">Its receipt.</param>
/// <param name="At">When it arrived.</param>
/// <param name="Answer">The network's answer; none while it works, or when it dropped the call of a caller that was gone.</param>
internal sealed record EnrollCall(string Receipt, DateTimeOffset At, NetworkCall? Answer);
