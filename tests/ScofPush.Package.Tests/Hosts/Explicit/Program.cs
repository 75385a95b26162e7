using Explicit;
using Library;
using ScofPush.AspNetCore.Recording;

var builder = args is ["slim"] ? WebApplication.CreateSlimBuilder(args) : WebApplication.CreateBuilder(args);
builder.AddCookieSignIn();

// A source that comes after the hosting startup.
builder.Configuration.AddInMemoryCollection([new("ScofPush:Pages:ShopName", "Late & Co")]);
switch (builder.Configuration["Shop:Registration"])
{
    case "AddScofPush":
        builder.Services.AddScofPush(builder.Configuration).AddRecorder<FileRecorder>();
        break;
    case "RecorderAlone":
        builder.Services.AddScoped<ICardOnFileRecorder, FileRecorder>();
        break;
}

var app = builder.Build();
app.UseScofPush();
app.MapGet("/", () => "The shop");
app.MapSignIn();
app.Run();
