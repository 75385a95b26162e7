using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.Hosts.Tests.Hosts;

namespace ScofPush.Hosts.Tests.Matrix;

/// <summary>A small real host: what it registers, what it has in its pipeline, and what becomes of a push there.</summary>
internal sealed record HostCase(string Name)
{
    public const string Saved = "saved";

    public const string SavedAndShown = "saved, by way of the Done page";

    public const string SavedButStopped = "saved, but `form-action` stops the way back";

    public const string NotReached = "SP1801";

    public const string NotNoticed = "not noticed";

    public const string ShownToStrangers = "**shown without sign-in**";

    private static readonly string[] CarryingOutcomes = [Saved, SavedAndShown, SavedButStopped];

    private static readonly Placement[] Implicit = [Placement.FirstImplicit, Placement.LastImplicit];

    /// <summary>A <c>Startup</c> class on the generic host, in place of <c>WebApplication</c>.</summary>
    public bool IsStartup { get; init; }

    public bool IsSlim { get; init; }

    /// <summary>The host has no <c>UseRouting</c> that it could leave to <c>WebApplication</c>, or does not work without its own.</summary>
    public bool NamesRouting { get; init; }

    /// <summary>The landing routes are under this path.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>So is the whole site: a proxy would not bring other addresses here, so the outcome tells of them.</summary>
    public bool StaysUnderPrefix { get; init; }

    /// <summary>The path base comes from middleware: a line ahead of it knows none.</summary>
    public bool SetsPathBase { get; init; }

    /// <summary>What nginx in front of the host does with <see cref="Prefix"/>: directives of its location. None: nothing is in front.</summary>
    public string? NginxLocation { get; init; }

    /// <summary>Customers sign in at an <see cref="OidcProvider"/>. The host is at https, or else browsers hold its correlation cookie back.</summary>
    public bool HasProvider { get; init; }

    public Dictionary<string, string?> Settings { get; init; } = [];

    public SignInPages SignIn { get; init; } = SignInPages.Own;

    public Action<IServiceCollection, IConfiguration> Authentication { get; init; } = (services, _) =>
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");

    public Action<IServiceCollection> Services { get; init; } = _ => { };

    /// <summary>What the shop does once before it opens.</summary>
    public Func<IServiceProvider, Task> Prepare { get; init; } = _ => Task.CompletedTask;

    /// <summary>Middleware ahead of routing.</summary>
    public Action<IApplicationBuilder> Early { get; init; } = _ => { };

    /// <summary>Middleware after authorization.</summary>
    public Action<IApplicationBuilder> Late { get; init; } = _ => { };

    public Action<IEndpointRouteBuilder> Endpoints { get; init; } = MinimalShop.Map;

    /// <summary>The whole pipeline, of a host that differs in more than the parts above.</summary>
    public Action<HostCase, IApplicationBuilder, Line> Pipeline { get; init; } = UsualPipeline;

    public Func<Placement, string, string> Expected { get; init; } = (placement, _) => Usual(placement);

    public IEnumerable<Placement> Placements
    {
        get => field ?? Enum.GetValues<Placement>().Where(placement => !((IsStartup || NamesRouting) && Implicit.Contains(placement)));
        init;
    }

    /// <summary>Where the line does its work; elsewhere the matrix says what happens.</summary>
    public IEnumerable<Placement> Carrying => Placements.Where(placement => CarryingOutcomes.Contains(Expected(placement, Cell.Routes[0])));

    /// <summary>A push is saved wherever the line stands ahead of the endpoints, and behind them the page says why it is not.</summary>
    public static string Usual(Placement placement) => placement == Placement.AfterEndpoints ? NotReached : Saved;

    public static void UsualPipeline(HostCase host, IApplicationBuilder app, Line line)
    {
        line.At(app, Placement.First, Placement.FirstImplicit);
        host.Early(app);
        if (!line.IsImplicit)
        {
            app.UseRouting();
            line.At(app, Placement.AfterRouting);
            app.UseAuthentication();
            app.UseAuthorization();
            line.At(app, Placement.AfterAuthorization);
        }

        host.Late(app);
        line.At(app, Placement.Last, Placement.LastImplicit);
        if (app is IEndpointRouteBuilder routes && line.Placement != Placement.AfterEndpoints)
        {
            host.Endpoints(routes);
            return;
        }

        app.UseEndpoints(host.Endpoints);
        line.At(app, Placement.AfterEndpoints);
    }
}
