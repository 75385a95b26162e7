using Bank;
using Bank.Cards;
using Bank.Pushes;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<BankOptions>().BindConfiguration(BankOptions.Section).ValidateDataAnnotations().ValidateOnStart();
builder.Services.AddSingleton<Wallet>();
builder.Services.AddSingleton<PushBook>();
builder.Services.AddScoped<PushService>();
builder.Services.AddHttpClient<NetworkClient>((services, http) =>
{
    var address = services.GetRequiredService<IOptions<BankOptions>>().Value.NetworkAddress!;
    http.BaseAddress = new Uri(address.OriginalString.TrimEnd('/') + "/");
    http.Timeout = TimeSpan.FromSeconds(5);
});

// Sites on one host share cookies whatever their ports, so every name and key is the bank's own.
var dataFolder = builder.Configuration.GetSection(BankOptions.Section)[nameof(BankOptions.DataFolder)] ?? "App_Data";
builder.Services.AddDataProtection()
    .SetApplicationName(Brand.Name)
    .PersistKeysToFileSystem(new DirectoryInfo(Path.Combine(builder.Environment.ContentRootPath, dataFolder, "keys")));
builder.Services.AddAntiforgery(options => options.Cookie.Name = ".Bank.Antiforgery");
builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie(options =>
{
    options.Cookie.Name = ".Bank.Auth";
    options.LoginPath = "/sign-in";
    options.ExpireTimeSpan = TimeSpan.FromHours(8);
});
builder.Services.AddAuthorization();
builder.Services.AddRazorPages(options =>
{
    options.Conventions.AuthorizePage("/Index");
    options.Conventions.AuthorizePage("/Result");
});

var app = builder.Build();

app.Use((context, next) =>
{
    var headers = context.Response.Headers;
    // No form-action: browsers apply it to the whole chain of redirects after a POST, and ours ends at a shop, or wherever that signs in.
    headers.ContentSecurityPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; frame-ancestors 'none'";
    headers.XContentTypeOptions = "nosniff";
    headers.XFrameOptions = "DENY";
    headers["Referrer-Policy"] = "no-referrer";
    headers["Cross-Origin-Opener-Policy"] = "same-origin";
    headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
    return next(context);
});
app.UseExceptionHandler("/problem");
app.UseStaticFiles();
app.UseRouting();
app.UseAuthentication();
app.UseAuthorization();
app.MapRazorPages();
app.Run();
