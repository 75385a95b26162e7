using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Retry;
using Polly.Timeout;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;

namespace ScofPush.Mastercard.Cards;

/// <summary>
/// Timeouts, the one retry and the circuit breaker, of this client alone. They run around the whole call, so that each attempt makes
/// and signs a request of its own. A network that fails leaves cards of which nobody knows whether they are on file: the fewer, the better.
/// </summary>
internal sealed class CallPipelines(CallBudget budget, TimeProvider time, ILogger<CallPipelines> logger)
{
    private static readonly ResiliencePropertyKey<DateTimeOffset> StartBefore = new("ScofPush.StartBefore");

    /// <summary>For a call that must not happen twice: tried again only where the answer proves that nothing was done .</summary>
    public ResiliencePipeline<NetworkAnswer> Once => field ??= Build(NothingDone);

    /// <summary>For a call that changes nothing when repeated.</summary>
    public ResiliencePipeline<NetworkAnswer> Repeatable => field ??= Build(Inconclusive);

    /// <summary>Runs the attempts.</summary>
    /// <param name="pipeline">One of the two.</param>
    /// <param name="retryUntil">No second attempt starts at or after this time.</param>
    /// <param name="attempt">One attempt.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    public async Task<NetworkAnswer> RunAsync(
        ResiliencePipeline<NetworkAnswer> pipeline,
        DateTimeOffset retryUntil,
        Func<CancellationToken, ValueTask<NetworkAnswer>> attempt,
        CancellationToken cancellationToken
    )
    {
        // A second attempt must fit in whole: cut short, it would turn "nothing done" into "unknown".
        var lastStart = time.GetUtcNow() + budget.Total - budget.Attempt;
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        try
        {
            context.Properties.Set(StartBefore, retryUntil < lastStart ? retryUntil : lastStart);
            return await pipeline.ExecuteAsync(
                static (context, attempt) => attempt(context.CancellationToken),
                context,
                attempt
            );
        }
        catch (TimeoutRejectedException)
        {
            return new NetworkAnswer { Arrival = Arrival.TimedOut, Verdict = Verdict.Open, Fault = "Timeout" };
        }
        catch (BrokenCircuitException)
        {
            return new NetworkAnswer { Arrival = Arrival.Withheld, Verdict = Verdict.Paused };
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private ResiliencePipeline<NetworkAnswer> Build(Func<Outcome<NetworkAnswer>, bool> retry) =>
        new ResiliencePipelineBuilder<NetworkAnswer> { TimeProvider = time }
            .AddTimeout(budget.Total)
            .AddRetry(
                new RetryStrategyOptions<NetworkAnswer>
                {
                    MaxRetryAttempts = 1,
                    ShouldHandle = args => ValueTask.FromResult(
                        retry(args.Outcome)
                            && Delay(args.Outcome) < args.Context.Properties.GetValue(StartBefore, default) - time.GetUtcNow()
                    ),
                    DelayGenerator = args => ValueTask.FromResult<TimeSpan?>(Delay(args.Outcome)),
                    OnRetry = args =>
                    {
                        var answer = args.Outcome.Result;
                        CardLog.Retrying(logger, args.RetryDelay, answer?.Arrival ?? Arrival.TimedOut, answer?.Status ?? 0);
                        return default;
                    },
                }
            )
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions<NetworkAnswer>
                {
                    MinimumThroughput = budget.BreakerCalls,
                    FailureRatio = 0.5,
                    SamplingDuration = budget.BreakerWindow,
                    BreakDuration = budget.BreakerPause,
                    ShouldHandle = args => ValueTask.FromResult(Failed(args.Outcome)),
                    OnOpened = args =>
                    {
                        CardLog.Paused(logger, args.BreakDuration);
                        return default;
                    },
                    OnClosed = _ =>
                    {
                        CardLog.Resumed(logger);
                        return default;
                    },
                }
            )
            .AddTimeout(budget.Attempt)
            .Build();

    private TimeSpan Delay(Outcome<NetworkAnswer> outcome) => outcome.Result?.RetryAfter ?? budget.RetryDelay;

    /// <summary>The network fails, not one issuer behind it, of which a 503 with NO_RESPONSE_FROM_ISSUER speaks.</summary>
    private static bool Failed(Outcome<NetworkAnswer> outcome) =>
        outcome.Result is { Verdict.Code: ScofPushCodes.NetworkOutcomeUnknown } or { Verdict.Code: ScofPushCodes.NetworkUnavailable, Status: not 503 }
        || outcome.Exception is TimeoutRejectedException;

    private static bool NothingDone(Outcome<NetworkAnswer> outcome) =>
        outcome.Result is { Arrival: not Arrival.NotReady, Verdict.NothingDone: true };

    private static bool Inconclusive(Outcome<NetworkAnswer> outcome) =>
        NothingDone(outcome)
        || outcome.Result is { IsSuccess: false, Verdict.Outcome: EnrollmentOutcome.Unknown }
        || outcome.Exception is TimeoutRejectedException;
}
