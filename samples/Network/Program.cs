using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Network;
using Network.Art;
using Network.CallLog;
using Network.Cards;
using Network.Connect;
using Network.Gateway;
using Network.Notifications;

var builder = WebApplication.CreateBuilder(args);

builder.Services.AddOptions<NetworkOptions>().BindConfiguration(NetworkOptions.Section).ValidateOnStart();
builder.Services.AddSingleton<IValidateOptions<NetworkOptions>, NetworkOptionsValidator>();
builder.Services.TryAddSingleton(TimeProvider.System);
builder.Services.AddSingleton<MerchantDirectory>();
builder.Services.AddSingleton<PushDataSigner>();
builder.Services.AddSingleton<ReceiptBook>();
builder.Services.AddSingleton<ConnectService>();
builder.Services.AddSingleton<NonceBook>();
builder.Services.AddSingleton<OAuthVerifier>();
builder.Services.AddSingleton<CardVault>();
builder.Services.AddSingleton<EnrollOperation>();
builder.Services.AddSingleton<CardOperations>();
builder.Services.AddSingleton<CardApi>();
builder.Services.AddSingleton<CallBook>();
builder.Services.AddSingleton<CardNotifier>();
builder.Services.AddHttpClient(nameof(CardNotifier), client => client.Timeout = TimeSpan.FromSeconds(10))
    .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false });
builder.Services.AddRazorPages();

// Nothing here is protected for later (the forms are used at once), so no key needs to be written anywhere.
builder.Services.AddDataProtection().UseEphemeralDataProtectionProvider();

var app = builder.Build();

// The signing key is made now, so that the first push does not wait for it and a folder that cannot be written stops the start.
app.Services.GetRequiredService<PushDataSigner>();

app.Use((context, next) =>
{
    context.Response.Headers.XContentTypeOptions = "nosniff";
    return next(context);
});
app.UseStaticFiles();
app.MapConnect();
app.MapCardApi();
app.MapCardArt();
app.MapCallLog();
app.MapRazorPages();
app.Run();
