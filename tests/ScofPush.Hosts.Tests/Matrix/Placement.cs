using Microsoft.AspNetCore.Builder;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>Where a host has the line. "Implicit" is a <c>WebApplication</c> that never names routing, authentication and authorization.</summary>
public enum Placement
{
    First,
    AfterRouting,
    AfterAuthorization,
    Last,
    FirstImplicit,
    LastImplicit,
    AfterEndpoints,
}

/// <summary>The line of one run: a host offers it every place that it has, and it stands at one.</summary>
internal sealed record Line(Placement Placement)
{
    public bool IsImplicit => Placement is Placement.FirstImplicit or Placement.LastImplicit;

    public void At(IApplicationBuilder app, params ReadOnlySpan<Placement> here)
    {
        if (here.Contains(Placement))
        {
            app.UseScofPush();
        }
    }
}
