using System.Collections.Concurrent;
using System.Data.Common;
using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Testing;
using Microsoft.Extensions.Time.Testing;
using ScofPush.AspNetCore.Enrollment;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Tests;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

/// <summary>A whole shop on Kestrel that keeps pushes and cards in its own context and has its recorder called in a transaction on it.</summary>
internal sealed class RecordingShop : IAsyncDisposable
{
    private readonly TestDatabase _database;
    private WebApplication _app = null!;

    private RecordingShop(TestDatabase database) => _database = database;

    public RecorderScript Script { get; } = new();

    public ApprovingNetwork Network { get; } = new();

    public FakeTimeProvider Time { get; } = new(DateTimeOffset.UtcNow);

    public IServiceProvider Services => _app.Services;

    public IReadOnlyList<FakeLogRecord> Logs => Services.GetFakeLogCollector().GetSnapshot();

    public static async Task<RecordingShop> StartAsync(TestDatabase database, string connectionString, Registration registration, bool hasRecorder = true)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { EnvironmentName = Environments.Development, ContentRootPath = database.ContentRoot });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders().AddFakeLogging();
        builder.Configuration.AddInMemoryCollection([new("ScofPush:Returning:AllowedCallbacks:0", "https://bank.example"), new("ScofPush:Recording:MaxFailures", "3")]);
        var services = builder.Services;
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie();
        var shop = new RecordingShop(database);
        services.AddSingleton<TimeProvider>(shop.Time);
        services.AddSingleton(shop.Script);
        services.AddSingleton<ICardEnroller>(shop.Network);
        services.AddSingleton<ICardOnFileClient>(shop.Network);
        services.AddShopContext<ShopContext>(registration, connectionString);
        services.ConfigureDbContext<ShopContext>((provider, options) => options.AddInterceptors(provider.GetRequiredService<RecorderScript>().Commits));
        var scofPush = services.AddScofPushCore(builder.Configuration).UseEntityFrameworkStore<ShopContext>(recordInTransaction: true);
        if (hasRecorder)
        {
            scofPush.AddRecorder<ScriptedRecorder>();
        }

        var app = shop._app = builder.Build();
        app.UseScofPush();
        app.MapGet("/sign-in", (HttpContext context) => context.SignInAsync(new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim(ClaimTypes.NameIdentifier, "key-anna"), new Claim(ClaimTypes.Name, "Anna")], CookieAuthenticationDefaults.AuthenticationScheme))));
        await app.StartAsync();
        return shop;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    /// <summary>Goes as far as the confirm page.</summary>
    public async Task<(Page Confirm, string Id)> ArriveAsync(Browser browser, string receipt = "MCC-STL-0001")
    {
        await browser.GetAsync("/sign-in");
        var confirm = await (await browser.GetAsync($"/?pushAccountReceipts={receipt}&callbackURL=https%3A%2F%2Fbank.example%2Fdone")).FollowAsync();
        return (confirm, confirm.Response.RequestMessage!.RequestUri!.AbsolutePath[^43..]);
    }

    /// <summary>Accepts a push and tells its id once the shopper was answered, which is after the recorder's first call.</summary>
    public async Task<string> AcceptAsync(string receipt = "MCC-STL-0001")
    {
        using var browser = NewBrowser();
        var (confirm, id) = await ArriveAsync(browser, receipt);
        var answer = await confirm.SubmitAsync("/accept");
        Assert.StartsWith("https://bank.example/done?", answer.Location, StringComparison.Ordinal);
        return id;
    }

    public Browser NewBrowser() => new(new Uri(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single()));

    public async Task<ReceiptRecord> ReceiptAsync(string id) =>
        Assert.Single((await Services.GetRequiredService<IPushStore>().FindAsync(id, TestContext.Current.CancellationToken))!.Receipts);

    /// <summary>What another connection sees of the rows that the recorder wrote.</summary>
    public async Task<string[]> RowsAsync()
    {
        await using var connection = _database.Connect();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT \"Note\" FROM {Schema(connection)}\"Orders\" ORDER BY \"Id\"";
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var notes = new List<string>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            notes.Add(reader.GetString(0));
        }

        return [.. notes];
    }

    public async Task AdvanceUntilAsync(Func<Task<bool>> reached)
    {
        for (var step = 0; !await reached(); step++)
        {
            Assert.True(step < 2000, "it never came");
            Time.Advance(TimeSpan.FromSeconds(2));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }
    }

    public Task AdvanceUntilAsync(string id, ReceiptState state) => AdvanceUntilAsync(async () => (await ReceiptAsync(id)).State == state);

    public int CountLogs(string name) => Logs.Count(record => record.Id.Name == name);

    private static string Schema(DbConnection connection) => connection is Npgsql.NpgsqlConnection ? "shop." : "";
}

/// <summary>What the recorder does in its calls, and what becomes of their commits.</summary>
internal sealed class RecorderScript
{
    private int _calls;

    public int Calls => _calls;

    public ConcurrentQueue<string> Ids { get; } = new();

    public CommitFaults Commits { get; } = new();

    /// <summary>The work of one call; the number counts from 1.</summary>
    public Func<ShopContext, int, Task<RecordingResult>> Work { get; set; } = async (shop, call) =>
    {
        shop.Add(new Order { Note = $"call {call}" });
        await shop.SaveChangesAsync();
        return RecordingResult.Recorded;
    };

    public Task<RecordingResult> RunAsync(ShopContext shop, CardOnFile card)
    {
        Ids.Enqueue(card.Id);
        return Work(shop, Interlocked.Increment(ref _calls));
    }
}

internal sealed class ScriptedRecorder(ShopContext shop, RecorderScript script) : ICardOnFileRecorder
{
    public Task<RecordingResult> RecordAsync(CardOnFile card, CancellationToken cancellationToken) => script.RunAsync(shop, card);
}

/// <summary>Fails one commit of a context: before the database heard of it, or when only the answer is still to come.</summary>
internal sealed class CommitFaults : DbTransactionInterceptor
{
    private DbContext? _context;
    private Exception? _fault;
    private bool _isAfter;

    public void FailBefore(DbContext context, Exception fault) => (_context, _fault, _isAfter) = (context, fault, false);

    public void FailAfter(DbContext context, Exception fault) => (_context, _fault, _isAfter) = (context, fault, true);

    public override ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
    {
        Fail(eventData.Context, isAfter: false);
        return ValueTask.FromResult(result);
    }

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Fail(eventData.Context, isAfter: true);
        return Task.CompletedTask;
    }

    private void Fail(DbContext? context, bool isAfter)
    {
        if (_context is not null && ReferenceEquals(_context, context) && _isAfter == isAfter)
        {
            _context = null;
            throw _fault!;
        }
    }
}

/// <summary>A card network that approves everything.</summary>
internal sealed class ApprovingNetwork : ICardEnroller, ICardOnFileClient
{
    private int _calls;

    public string Programme => "programme";

    public int Calls => _calls;

    public ConcurrentQueue<string> Deleted { get; } = new();

    public Task<EnrollmentResult> EnrollAsync(EnrollmentRequest request, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        return Task.FromResult(new EnrollmentResult
        {
            Outcome = EnrollmentOutcome.Enrolled,
            Card = new EnrolledCard { CardId = "card-1", Status = CardStatus.Active, LastFour = "4242" },
        });
    }

    public Task<CardOnFileResult> GetAsync(string cardId, CancellationToken cancellationToken) => Task.FromResult(new CardOnFileResult(CardOnFileOutcome.Gone));

    public Task<CardOnFileResult> DeleteAsync(string cardId, CancellationToken cancellationToken)
    {
        Deleted.Enqueue(cardId);
        return Task.FromResult(new CardOnFileResult(CardOnFileOutcome.Done));
    }
}
