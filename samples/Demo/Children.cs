namespace Demo;

/// <summary>The running samples. They start together and end together.</summary>
internal sealed class Children(string data) : IAsyncDisposable
{
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(90);

    private readonly string _logs = Directory.CreateDirectory(Path.Combine(data, "logs")).FullName;
    private readonly List<Child> _children = [];

    public void Start(ChildPlan plan) => _children.Add(Child.Start(plan, Path.Combine(_logs, $"{plan.Name}.log")));

    /// <summary>Waits until each one answers HTTP, whatever the answer.</summary>
    public async Task WaitUntilReadyAsync(CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(StartLimit);
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false };
        using var client = new HttpClient(handler);

        var ready = Task.WhenAll(_children.Select(child => AnswersAsync(child, client, limit.Token)));
        try
        {
            // The one that ends first decides: all answer, or one has died.
            await await Task.WhenAny(ready, WaitForFailureAsync(limit.Token));
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new ChildFailedException($"The samples did not all answer within {StartLimit.TotalSeconds:0} seconds. See {_logs}");
        }
        finally
        {
            await limit.CancelAsync();
        }
    }

    /// <summary>Ends only by throwing: because one child has died, or because the demo is to stop.</summary>
    public async Task WaitForFailureAsync(CancellationToken stop)
    {
        await Task.WhenAny(_children.Select(child => child.Exited)).WaitAsync(stop);

        // Ctrl+C reaches the children too, and they may be faster than we are.
        await Task.Delay(TimeSpan.FromMilliseconds(500), stop);
        throw new ChildFailedException(_children.First(child => child.HasExited).LastWords());
    }

    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(_children.Select(child => child.StopAsync()));
        _children.ForEach(child => child.Dispose());
    }

    private static async Task AnswersAsync(Child child, HttpClient client, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var answer = await client.GetAsync(child.Plan.Address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), cancellationToken);
            }
        }
    }
}
