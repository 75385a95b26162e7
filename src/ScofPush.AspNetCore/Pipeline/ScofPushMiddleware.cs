using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.SignIn;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// What <c>UseScofPush</c> adds. A request that is no push and not ours passes without a state machine, an allocation or a service
/// (design 3).
/// </summary>
/// <remarks>The first push pays for the steps, not the start of the host: they are resolved when they are needed.</remarks>
internal sealed class ScofPushMiddleware(RequestDelegate next, PushActivation activation, IServiceProvider services, ILogger<ScofPushMiddleware> logger)
{
    private int _isProxyNamed;

    /// <summary>A push was marked ahead of the host: nobody looks at the query a second time.</summary>
    public Task Invoke(HttpContext context)
    {
        var isMarked = activation.IsAnyMarked && ReferenceEquals(context.GetEndpoint(), PushEndpoint.Instance);
        return isMarked && PushEndpoint.IsPush(context.Request, context.Request.QueryString) ? AnswerAsync(context, rest: null)
            : OwnPath.IsOwn(context.Request.Path, out var rest) ? AnswerAsync(context, rest)
            : isMarked ? RefuseAsync(context)
            : ResumeCookie.IsOnNavigation(context.Request) ? ResumeAsync(context)
            : next(context);
    }

    /// <summary>
    /// Marked as ours, because no one knew the path base yet, and not ours after all: authorization has let it pass, so that the host must
    /// not answer it.
    /// </summary>
    private Task RefuseAsync(HttpContext context) =>
        IsReExecuted(context) ? next(context) : PushEndpoint.Instance.RequestDelegate!(context);

    private async Task ResumeAsync(HttpContext context)
    {
        if (!IsReExecuted(context))
        {
            ForbidStorage(context);
            if (await services.GetRequiredService<PushResuming>().TryAsync(context))
            {
                return;
            }
        }

        await next(context);
    }

    private async Task AnswerAsync(HttpContext context, PathString? rest)
    {
        if (IsReExecuted(context))
        {
            await next(context);
            return;
        }

        ResponseGate.Open(context);
        WarnOfTheProxy(context.Request);
        ForbidStorage(context);
        context.SetEndpoint(PushEndpoint.Instance);
        try
        {
            await (rest is { } own
                ? services.GetRequiredService<PushFlow>().AnswerAsync(context, own)
                : services.GetRequiredService<PushLanding>().AnswerAsync(context));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The shopper went away: nobody is left to answer.
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            var code = Faults.CodeOf(exception);
            if (rest is null)
            {
                services.GetRequiredService<ScofPushMetrics>().Detected(code);
            }

            PipelineLog.RequestFailed(logger, code, exception);
            context.Response.Clear();
            await services.GetRequiredService<PageRenderer>().WriteProblemAsync(context, code);
        }
    }

    /// <summary>Some hosts cache what is not to be stored, too, and what sets a cookie.</summary>
    private static void ForbidStorage(HttpContext context)
    {
        if (context.Features.Get<IOutputCacheFeature>() is { } cache)
        {
            cache.Context.AllowCacheStorage = false;
        }
    }

    /// <summary>Once: what goes wrong then goes wrong far from its cause .</summary>
    private void WarnOfTheProxy(HttpRequest request)
    {
        if (!request.IsHttps
            && request.Headers["X-Forwarded-Proto"].ToString().Contains("https", StringComparison.OrdinalIgnoreCase)
            && Interlocked.Exchange(ref _isProxyNamed, 1) == 0)
        {
            PipelineLog.ProxyNotTrusted(logger, ScofPushCodes.ProxyNotTrusted);
        }
    }

    /// <summary>The host's error pages run the pipeline again for the same request: the push was dealt with the first time .</summary>
    private static bool IsReExecuted(HttpContext context) =>
        context.Features.Get<IExceptionHandlerFeature>() is not null || context.Features.Get<IStatusCodeReExecuteFeature>() is not null;
}
