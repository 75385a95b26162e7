using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

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
            if (PushEndpoint.IsPush(request) || PushEndpoint.MayBeOwnPath(request.Path))
            {
                MarkAsOwn(context);
            }

            return following(context);
        });
        next(app);
    };

    private void MarkAsOwn(HttpContext context)
    {
        if (activation.IsUsed)
        {
            context.SetEndpoint(PushEndpoint.Instance);
        }
    }
}
