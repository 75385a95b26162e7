using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

/// <summary>The recorder that docs/integration.md shows: it compiles, and it does what the page says.</summary>
public sealed class DocumentedShopTests : IAsyncLifetime
{
    private readonly SqliteDatabase _database = new();

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => _database.InitializeAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Page_has_this_very_code()
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ScofPush.Plugin.sln")))
        {
            root = root.Parent!;
        }

        var page = await File.ReadAllTextAsync(Path.Combine(root.FullName, "docs", "integration.md"), Cancelled);
        var code = await File.ReadAllTextAsync(
            Path.Combine(root.FullName, "tests", "ScofPush.EntityFrameworkCore.Tests", "HostContext", "DocumentedShop.cs"), Cancelled);

        Assert.Contains("```csharp\n" + code[code.IndexOf("public sealed class ShopDb", StringComparison.Ordinal)..] + "```\n\n<!-- end of recorder -->", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Recorder_called_for_the_same_push_again_keeps_one_card()
    {
        using var host = new StoreHost(
            _database.ContentRoot,
            [],
            services => services.AddDbContext<ShopDb>(options => options.UseSqlite(_database.ConnectionString)).AddScoped<ICardOnFileRecorder, CardRecorder>(),
            store: builder => builder.UseEntityFrameworkStore<ShopDb>(recordInTransaction: true));
        await using var scope = host.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<ShopDb>();
        Directory.CreateDirectory(Path.GetDirectoryName(_database.File)!);
        await db.Database.EnsureCreatedAsync(Cancelled);
        await host.StartAsync();
        var push = Samples.Push();
        await host.Pushes.AddAsync(push, Cancelled);
        var recorded = push with { State = PushState.Returned, Receipts = [push.Receipts[0] with { State = ReceiptState.Recorded }] };
        var recording = host.Services.GetRequiredService<IRecordingTransaction>();

        Assert.Equal(RecordingResult.Recorded, await recording.RecordAsync(Samples.Card("key-anna"), recorded, Cancelled));
        Assert.Null(await recording.RecordAsync(Samples.Card("key-anna"), recorded, Cancelled));

        Assert.Equal("key-anna", (await db.PaymentMethods.SingleAsync(Cancelled)).CustomerKey);
        Assert.Equal("A card was saved for key-anna", (await db.Outbox.SingleAsync(Cancelled)).Text);
        Assert.Equal(ReceiptState.Recorded, (await host.Pushes.FindAsync(push.Id, Cancelled))!.Receipts[0].State);
    }
}
