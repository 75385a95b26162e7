using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Pages;
using ScofPush.AspNetCore.Pending;

namespace ScofPush.AspNetCore.Pipeline;

/// <summary>
/// The endpoint that a push or an own path gets before routing looks at it: authorization lets it pass on any route, and cookie
/// authentication redirects where it would answer an API with 401 (design 3). It only executes where the pipeline never reached
/// <c>UseScofPush</c>.
/// </summary>
internal static class PushEndpoint
{
    public static Endpoint Instance { get; } = new(
        NotReachedAsync,
        new EndpointMetadataCollection(new AllowAnonymousAttribute(), new AllowCookieRedirect()),
        "ScofPush");

    private const string Start = OwnPath.Prefix + "/";
    private const string StylesheetPath = Start + Stylesheet.FileName;
    private const string NotificationsPath = Start + OwnPath.Notifications;

    // Most paths of a shop are shorter than any address of a push: only their end is looked at.
    private static readonly int ShortestPushPath = Start.Length + PushId.Length;

    /// <summary>
    /// Whether the request is a push: a GET or HEAD, or a form that a bank's page posts here, with a push parameter in the query.
    /// </summary>
    public static bool IsPush(HttpRequest request, QueryString query) =>
        PushQuery.MayBePush(query) && IsOfAPage(request.Method) && PushQuery.IsPush(query);

    /// <summary>Whether the request may be for an own address, under whatever path base a later middleware may take off.</summary>
    public static bool MayBeOwn(HttpRequest request, PathString path) => MayBeOwnPath(path) && IsOfAPage(request.Method);

    private static bool IsOfAPage(string method) => HttpMethods.IsGet(method) || HttpMethods.IsPost(method) || HttpMethods.IsHead(method);

    // Small, so that it is inlined.
    private static bool MayBeOwnPath(PathString path) => path.Value is { } value
        && (value.Length >= ShortestPushPath ? HasOwnPath(value) : value is [.., 's' or 'd'] && EndsOwn(value));

    private static bool EndsOwn(string path) =>
        path.EndsWith(StylesheetPath, StringComparison.Ordinal) || path.EndsWith(NotificationsPath, StringComparison.Ordinal);

    private static bool HasOwnPath(ReadOnlySpan<char> path)
    {
        var start = path.IndexOf(Start);
        if (start < 0)
        {
            return false;
        }

        var rest = path[(start + Start.Length)..];
        var end = rest.IndexOf('/');
        return PushId.IsWellFormed(end < 0 ? rest : rest[..end]) || rest.SequenceEqual(Stylesheet.FileName) || rest.SequenceEqual(OwnPath.Notifications);
    }

    /// <summary>Whether an own path is the address for notifications, which is the host's while they are off.</summary>
    public static bool IsForNotifications(PathString path) => path.Value.AsSpan().EndsWith(NotificationsPath);

    /// <summary>Says so: on a page, and once in the log.</summary>
    public static Task NotReachedAsync(HttpContext context)
    {
        var services = context.RequestServices;
        ResponseGate.Open(context);
        if (services.GetRequiredService<PushActivation>().IsNotReachedToBeNamed)
        {
            PipelineLog.NotReached(services.GetRequiredService<ILogger<ScofPushMiddleware>>(), ScofPushCodes.PipelineNotReached);
        }

        return services.GetRequiredService<PageRenderer>().WriteProblemAsync(context, ScofPushCodes.PipelineNotReached);
    }

    private sealed class AllowCookieRedirect : IAllowCookieRedirectMetadata;
}
