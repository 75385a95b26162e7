using Microsoft.AspNetCore.Identity;
using Storefront;
using Storefront.Baskets;
using Storefront.Cards;
using Storefront.Data;
using Storefront.Security;

var builder = WebApplication.CreateBuilder(args);

// The shop: Razor Pages, one SQLite file, a basket in a cookie.
builder.Services.AddRazorPages();
builder.Services.AddAntiforgery(options => options.Cookie.Name = ".Shop.Antiforgery");
builder.Services.AddHttpContextAccessor();
builder.Services.AddScoped<Basket>();
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.Configure<ShopOptions>(builder.Configuration.GetSection("Shop"));
builder.AddShopDatabase();

// Customers: ASP.NET Core Identity as in any shop. ScofPush challenges this very sign-in.
builder.Services.AddAuthentication(IdentityConstants.ApplicationScheme).AddIdentityCookies();
builder.Services
    .AddIdentityCore<IdentityUser>(options =>
    {
        options.User.RequireUniqueEmail = true;
        options.Password.RequiredLength = 6;
        options.Password.RequireDigit = false;
        options.Password.RequireLowercase = false;
        options.Password.RequireUppercase = false;
        options.Password.RequireNonAlphanumeric = false;
    })
    .AddEntityFrameworkStores<ShopDb>()
    .AddSignInManager();
builder.Services.ConfigureApplicationCookie(options =>
{
    options.Cookie.Name = ".Shop.Auth";
    options.LoginPath = "/account/sign-in";
    options.ReturnUrlParameter = "returnUrl";
});

// Cards from banks: the settings are in the section ScofPush, the recorder keeps each card with its customer.
builder.Services.AddScofPush(builder.Configuration).AddRecorder<CardRecorder>();

var app = builder.Build();
await app.CreateShopDatabaseAsync();

app.UseExceptionHandler("/error/500");
app.UseStatusCodePagesWithReExecute("/error/{0}");
app.UseSecurityHeaders();
app.UseScofPush();

app.UseAuthentication();
app.UseAuthorization();
app.MapStaticAssets();
app.MapRazorPages().WithStaticAssets();

await app.RunAsync();
