using System.Security.Claims;
using System.Security.Cryptography;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server.AspNetCore;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace ScofPush.Hosts.Tests.Hosts;

/// <summary>An OpenID provider with a sign-in page of its own. It has no store: it takes every client for one that it knows.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string AddressKey = "Oidc:Authority";

    /// <summary>The form of <c>response_mode=form_post</c>.</summary>
    public const string AnswerForm = "form[action$='/signin-oidc']";

    private static readonly RsaSecurityKey SigningKey = new(RSA.Create(2048));
    private static readonly SymmetricSecurityKey EncryptionKey = new(RandomNumberGenerator.GetBytes(32));

    private readonly WebApplication _app;

    private OidcProvider(WebApplication app) => _app = app;

    /// <summary>By name, as the shops are at 127.0.0.1: to a browser that is another site.</summary>
    public Uri Address
    {
        get
        {
            var address = new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());
            return new UriBuilder(address) { Host = "localhost" }.Uri;
        }
    }

    public static async Task<OidcProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options => options.LoginPath = "/sign-in");
        builder.Services.AddAuthorization();
        builder.Services.AddOpenIddict().AddServer(Configure);
        var app = builder.Build();
        MinimalShop.MapCredentials(app);
        app.MapGet("/connect/authorize", (Delegate)AuthorizeAsync);
        await app.StartAsync();
        return new OidcProvider(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Configure(OpenIddictServerBuilder server)
    {
        server.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token");
        server.AllowAuthorizationCodeFlow().RegisterScopes(Scopes.Profile);
        server.AddSigningKey(SigningKey).AddEncryptionKey(EncryptionKey);
        server.EnableDegradedMode();
        server.AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(_ => default));
        server.UseAspNetCore().DisableTransportSecurityRequirement().EnableAuthorizationEndpointPassthrough();
    }

    private static async Task<IResult> AuthorizeAsync(HttpContext context)
    {
        if (await context.AuthenticateAsync() is not { Succeeded: true, Principal: { } customer })
        {
            return Results.Challenge(new AuthenticationProperties { RedirectUri = $"{context.Request.Path}{context.Request.QueryString}" });
        }

        var identity = new ClaimsIdentity(OpenIddictServerAspNetCoreDefaults.AuthenticationScheme, Claims.Name, Claims.Role);
        identity.SetClaim(Claims.Subject, customer.FindFirstValue(ClaimTypes.NameIdentifier)).SetClaim(Claims.Name, customer.Identity!.Name);
        identity.SetScopes(context.GetOpenIddictServerRequest()!.GetScopes()).SetDestinations(_ => [Destinations.IdentityToken]);
        return Results.SignIn(new ClaimsPrincipal(identity), properties: null, OpenIddictServerAspNetCoreDefaults.AuthenticationScheme);
    }
}
