using System.Globalization;

namespace ScofPush.Benchmarks;

/// <summary>
/// <see cref="LandingBenchmarks"/> by turns, and beside it what a request costs that is no push: the ratio is told with and without this
/// share, which is the harness's and the same for all.
/// </summary>
internal static class PairedLanding
{
    public static async Task RunAsync()
    {
        var landing = new LandingBenchmarks();
        var harness = new HarnessBenchmarks();
        await landing.SetupAsync();
        await harness.SetupAsync();
        var figures = PairedComparison.Run(
            rounds: 4_000, calls: 50, Burst(harness.Pass), Burst(landing.OAuthChallenge), Burst(landing.Plain), Burst(landing.Signed),
            Burst(() => Task.FromResult(landing.Verification())));
        var (pass, challenge) = (figures[0], figures[1]);
        Console.WriteLine("| Request | Time, ns | Allocated, B | Ratio | Alloc ratio | Ratio less harness | Alloc ratio less harness |");
        Console.WriteLine("|-------- |---------:|-------------:|------:|------------:|-------------------:|-------------------------:|");
        Write("Harness", pass);
        Write("OAuth challenge", challenge);
        Write("Plain landing", figures[2]);
        Write("Signed landing", figures[3]);
        Write("RSA verification alone", figures[4]);
        await landing.CleanupAsync();
        await harness.CleanupAsync();

        void Write(string name, PairedComparison.Figures of) => Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"| {name} | {of.Nanoseconds:0} | {of.Bytes:0} | {of.Nanoseconds / challenge.Nanoseconds:0.000} | {of.Bytes / challenge.Bytes:0.000} | {(of.Nanoseconds - pass.Nanoseconds) / (challenge.Nanoseconds - pass.Nanoseconds):0.000} | {(of.Bytes - pass.Bytes) / (challenge.Bytes - pass.Bytes):0.000} |"));
    }

    private static Action<int> Burst<T>(Func<Task<T>> request) => calls =>
    {
        for (var call = 0; call < calls; call++)
        {
            request().GetAwaiter().GetResult();
        }
    };
}
