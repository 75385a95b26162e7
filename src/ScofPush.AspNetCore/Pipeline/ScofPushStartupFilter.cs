using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Notifications;

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
            return (PushEndpoint.IsPush(request) || (PushEndpoint.MayBeOwnPath(request.Path) && IsInUse(context))) && activation.IsUsed
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
    private static async Task GuardAsync(HttpContext context, RequestDelegate following)
    {
        context.SetEndpoint(PushEndpoint.Instance);
        var gate = ResponseGate.CloseOn(context);
        await following(context);
        if (!gate.IsOpen && !context.Response.HasStarted)
        {
            context.Response.Clear();
            await PushEndpoint.NotReachedAsync(context);
        }

        await gate.CompleteAsync();
    }
}
