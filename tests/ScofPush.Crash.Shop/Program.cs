using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ScofPush.AspNetCore.Pending;
using ScofPush.Crash.Shop;

const string Scheme = "Cookies";

var builder = WebApplication.CreateBuilder(args);
var settings = builder.Configuration.GetRequiredSection("Crash").Get<CrashSettings>()!;
builder.Services.AddSingleton(settings);
builder.Services.AddSingleton<TimeProvider>(new ShiftedClock(settings.ClockAhead));
builder.Services.AddDataProtection().SetApplicationName("crash").PersistKeysToFileSystem(new DirectoryInfo(settings.KeyRing));
builder.Services.AddAuthentication(Scheme).AddCookie(Scheme);
builder.Services.AddScofPush(builder.Configuration).AddRecorder<FileRecorder>();

var store = builder.Services.Last(service => service.ServiceType == typeof(IPushStore)).ImplementationType!;
builder.Services.Replace(ServiceDescriptor.Singleton<IPushStore>(
    services => new SlowStore((IPushStore)ActivatorUtilities.CreateInstance(services, store), settings)));

var app = builder.Build();
app.UseScofPush();
app.MapGet("/", () => "The shop");
app.MapPost("/sign-in/{user}", (string user, HttpContext context) =>
    context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, user)], Scheme))));
app.Run();
