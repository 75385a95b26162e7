using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ScofPush.Benchmarks.Hosting;

/// <summary>Registered first, so outermost: keeps the finished pipeline, other startup filters included, and adds nothing to it.</summary>
internal sealed class PipelineCatcher : IStartupFilter
{
    public RequestDelegate? Pipeline { get; private set; }

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        app.Use(following => Pipeline = following);
        next(app);
    };
}
