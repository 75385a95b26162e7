using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Notifications;
using ScofPush.AspNetCore.Returning;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// <c>WebApplication</c> runs routing and authorization ahead of every line of Program.cs. So that a push on a protected route
/// reaches ours at all, it gets its endpoint before them (design 3). The work itself happens at the <c>UseScofPush</c> line.
/// </summary>
internal sealed class ScofPushStartupFilter(PushActivation activation) : IStartupFilter
{
    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => context =>
        {
            var request = context.Request;
            return (PushEndpoint.IsPush(request, request.QueryString) || (PushEndpoint.MayBeOwn(request, request.Path) && IsInUse(context)))
                && activation.IsUsed
                ? GuardAsync(context, following)
                : following(context);
        });
        next(app);
    };

    private bool IsInUse(HttpContext context) =>
        !PushEndpoint.IsForNotifications(context.Request.Path)
        || (activation.IsUsed && context.RequestServices.GetRequiredService<NotificationOptions>().Enabled);

    /// <summary>
    /// Authorization lets the request pass to our line, and only there: an answer that the host gives ahead of it is not shown.
    /// </summary>
    private async Task GuardAsync(HttpContext context, RequestDelegate following)
    {
        var target = TargetOf(context.Request);
        context.SetEndpoint(PushEndpoint.Instance);
        var gate = ResponseGate.CloseOn(context);
        activation.BeginMarked();
        try
        {
            await following(context);
            await gate.FlushAsync();
        }
        finally
        {
            activation.EndMarked();
            gate.Remove();
        }

        if (gate.IsOpen || context.Response.HasStarted)
        {
            return;
        }

        if (LeadsToAnotherOrigin(context.Response, target))
        {
            context.Response.ContentLength = 0;
            return;
        }

        context.Response.Clear();
        await PushEndpoint.NotReachedAsync(context);
    }

    private static string TargetOf(HttpRequest request) =>
        request.PathBase.ToUriComponent() + request.Path.ToUriComponent() + request.QueryString.ToUriComponent();

    /// <summary>A redirect to https, or to another name of the site, with the same path and query: it comes back, and tells nothing new.</summary>
    private static bool LeadsToAnotherOrigin(HttpResponse response, string target) =>
        response.StatusCode is >= 300 and < 400
        && response.Headers.Location.ToString() is var location
        && location.EndsWith(target, StringComparison.Ordinal)
        && Uri.TryCreate(location[..^target.Length], UriKind.Absolute, out var origin)
        && CallbackForm.IsWeb(origin)
        && origin.PathAndQuery == "/";
}
