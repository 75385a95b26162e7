using System.Net;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ScofPush.AspNetCore.Diagnostics;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests;

/// <summary>What a shopper and an operator see of a store that fails: a whole host on Kestrel.</summary>
public sealed class FrontDoorTests : IAsyncLifetime
{
    private const string Push = "/?pushAccountReceipts=MCC-STL-0001";

    private readonly SqliteDatabase _database = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Get_push_while_the_database_is_away_is_a_page_with_the_code_and_works_once_it_is_back()
    {
        await using var app = Build(builder => builder.AddEntityFrameworkStore());
        await using var connection = _database.Connect();
        await connection.OpenAsync(Cancelled);
        await using var command = connection.CreateCommand();
        command.CommandText = "BEGIN EXCLUSIVE";
        await command.ExecuteNonQueryAsync(Cancelled);
        await app.StartAsync(Cancelled);
        using var client = Client(app);

        using (var away = await client.GetAsync(Push, Cancelled))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, away.StatusCode);
            Assert.Contains(ScofPushCodes.StoreUnavailable, await away.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }

        Assert.Contains(
            app.Services.GetFakeLogCollector().GetSnapshot(),
            r => r.Level == LogLevel.Error && r.Id.Name == "RequestFailed" && r.Message.StartsWith(ScofPushCodes.StoreUnavailable, StringComparison.Ordinal));
        command.CommandText = "ROLLBACK";
        await command.ExecuteNonQueryAsync(Cancelled);
        using var back = await client.GetAsync(Push, Cancelled);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    [Fact]
    public async Task Get_push_migration_forgotten_is_a_page_the_command_in_the_log_and_works_once_it_was_run()
    {
        var connectionString = $"Data Source={Path.Combine(_database.ContentRoot, "shop.db")}";
        await using var app = Build(
            builder => builder.UseEntityFrameworkStore<ShopContext>(),
            services => services.AddShopContext<ShopContext>(Registration.Scoped, connectionString));
        await app.StartAsync(Cancelled);
        using var client = Client(app);

        for (var visit = 1; visit <= 2; visit++)
        {
            using var page = await client.GetAsync(Push, Cancelled);
            Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
            Assert.Contains(ScofPushCodes.StoreUnavailable, await page.Content.ReadAsStringAsync(Cancelled), StringComparison.Ordinal);
        }

        var record = Assert.Single(app.Services.GetFakeLogCollector().GetSnapshot(), r => r.Level == LogLevel.Critical);
        Assert.StartsWith("SP2502 ShopContext: ", record.Message, StringComparison.Ordinal);
        Assert.Contains("dotnet ef migrations add AddScofPush --context ShopContext", record.Message, StringComparison.Ordinal);
        await ShopContexts.MigrateAsync(connectionString);
        using var back = await client.GetAsync(Push, Cancelled);
        Assert.Equal(HttpStatusCode.SeeOther, back.StatusCode);
    }

    private static HttpClient Client(WebApplication app)
    {
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
#pragma warning disable CA2000 // the client owns it
        return new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CheckCertificateRevocationList = true }) { BaseAddress = new Uri(address) };
#pragma warning restore CA2000
    }

    private WebApplication Build(Action<IScofPushBuilder> store, Action<IServiceCollection>? configure = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            EnvironmentName = Environments.Development,
            ContentRootPath = _database.ContentRoot,
        });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Configuration.AddInMemoryCollection([new("ConnectionStrings:ScofPush", $"Data Source={_database.File};Default Timeout=1")]);
        builder.Services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        builder.Services.AddSingleton<ICardEnroller, NoNetwork>();
        builder.Services.AddSingleton<ICardOnFileClient, NoNetwork>();
        store(builder.Services.AddScofPushCore(builder.Configuration));
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.UseScofPush();
        return app;
    }

    private sealed class NoNetwork : ICardEnroller, ICardOnFileClient
    {
        public string Programme => "programme";

        public Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken) => throw new NotSupportedException();

        public Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
