using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using ScofPush.AspNetCore.Pending;
using ScofPush.AspNetCore.Recording;
using ScofPush.EntityFrameworkCore.Tests.Databases;
using ScofPush.Shared;
using Xunit;

namespace ScofPush.EntityFrameworkCore.Tests.HostContext;

/// <summary>The recorder's row and the state of the receipt never disagree, through the front door.</summary>
public abstract class RecordInTransactionTests : IAsyncLifetime
{
    private protected abstract TestDatabase Database { get; }

    protected abstract string ConnectionString { get; }

    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync() => Database.InitializeAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return Database.DisposeAsync();
    }

    [Theory]
    [InlineData(Registration.Scoped, true)]
    [InlineData(Registration.Scoped, false)]
    [InlineData(Registration.Pool, true)]
    [InlineData(Registration.Pool, false)]
    [InlineData(Registration.Factory, true)]
    [InlineData(Registration.PooledFactory, true)]
    public async Task Accept_row_and_state_are_seen_together_whoever_saves(Registration registration, bool savesItself)
    {
        await using var shop = await StartAsync(registration);
        string[]? seenMeanwhile = null;
        shop.Script.Work = async (context, call) =>
        {
            context.Add(new Order { Note = $"call {call}" });
            if (savesItself)
            {
                await context.SaveChangesAsync(Cancelled);
                seenMeanwhile = await shop.RowsAsync();
            }

            return RecordingResult.Recorded;
        };

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["call 1"], await shop.RowsAsync());
        Assert.Equal(savesItself ? [] : null, seenMeanwhile);
        Assert.Equal((1, 1), (shop.Network.Calls, shop.Script.Calls));
    }

    [Fact]
    public async Task Recorder_that_throws_after_it_saved_leaves_nothing_and_is_called_again()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        shop.Script.Work = async (context, call) =>
        {
            context.Add(new Order { Note = $"call {call}" });
            await context.SaveChangesAsync(Cancelled);
            return call <= 2 ? throw new InvalidOperationException("the outbox is full") : RecordingResult.Recorded;
        };

        var id = await shop.AcceptAsync();

        var receipt = await shop.ReceiptAsync(id);
        Assert.Equal((ReceiptState.Enrolled, 1), (receipt.State, receipt.RecordingFailures));
        Assert.Empty(await shop.RowsAsync());
        await shop.AdvanceUntilAsync(id, ReceiptState.Recorded);
        Assert.Equal(["call 3"], await shop.RowsAsync());
        Assert.Single(shop.Script.Ids.Distinct());
    }

    [Fact]
    public async Task Recorder_that_always_throws_leaves_nothing_and_the_card_is_put_aside()
    {
        await using var shop = await StartAsync(Registration.Pool);
        shop.Script.Work = async (context, _) =>
        {
            context.Add(new Order());
            await context.SaveChangesAsync(Cancelled);
            throw new InvalidOperationException("no such shop");
        };

        var id = await shop.AcceptAsync();
        await shop.AdvanceUntilAsync(id, ReceiptState.Undelivered);

        Assert.Equal("SP1604", (await shop.ReceiptAsync(id)).Code);
        Assert.Equal(3, shop.Script.Calls);
        Assert.Empty(await shop.RowsAsync());
    }

    [Fact]
    public async Task Recorder_overtaken_by_another_writer_leaves_nothing_and_is_called_for_what_is_there_now()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        shop.Script.Work = async (context, call) =>
        {
            context.Add(new Order { Note = $"call {call}" });
            await context.SaveChangesAsync(Cancelled);
            if (call == 1)
            {
                await OvertakeAsync(context);
            }

            return RecordingResult.Recorded;
        };

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["call 2"], await shop.RowsAsync());
        Assert.Equal(0, shop.CountLogs("RecorderFailed"));
    }

    [Fact]
    public async Task Process_lost_ahead_of_the_commit_leaves_nothing_and_the_recorder_is_called_again()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        FailCommitOfFirstCall(shop, (commits, context) => commits.FailBefore(context, new InvalidOperationException("gone")));

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Enrolled, (await shop.ReceiptAsync(id)).State);
        Assert.Empty(await shop.RowsAsync());
        await shop.AdvanceUntilAsync(id, ReceiptState.Recorded);
        Assert.Equal(["call 2"], await shop.RowsAsync());
    }

    [Fact]
    public async Task Commit_whose_answer_is_lost_is_found_and_the_recorder_is_not_called_again()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        FailCommitOfFirstCall(shop, (commits, context) => commits.FailAfter(context, new InvalidOperationException("no answer")));

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["call 1"], await shop.RowsAsync());
        Assert.Equal(1, shop.Script.Calls);
    }

    [Fact]
    public async Task Recorder_that_refuses_after_it_saved_leaves_nothing_and_the_card_is_deleted()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        shop.Script.Work = async (context, _) =>
        {
            context.Add(new Order());
            await context.SaveChangesAsync(Cancelled);
            return RecordingResult.Refused;
        };

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Failed, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["card-1"], shop.Network.Deleted);
        Assert.Empty(await shop.RowsAsync());
    }

    [Theory]
    [InlineData(Registration.Scoped)]
    [InlineData(Registration.Pool)]
    public async Task Recorder_that_hangs_stops_nothing_and_what_it_writes_later_is_lost(Registration registration)
    {
        await using var shop = await StartAsync(registration);
        var wake = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var woken = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        shop.Script.Work = async (context, call) =>
        {
            context.Add(new Order { Note = $"call {call}" });
            await context.SaveChangesAsync(Cancelled);
            if (call == 1)
            {
                await wake.Task;
                context.Add(new Order { Note = "too late" });
                await Record.ExceptionAsync(() => context.SaveChangesAsync(Cancelled));
                woken.SetResult();
            }

            return RecordingResult.Recorded;
        };
        using var browser = shop.NewBrowser();
        var (confirm, id) = await shop.ArriveAsync(browser);

        var accepting = confirm.SubmitAsync("/accept");
        await shop.AdvanceUntilAsync(id, ReceiptState.Recorded);
        await accepting;
        wake.SetResult();
        await woken.Task.WaitAsync(Cancelled);

        await shop.AcceptAsync("MCC-STL-0002");
        Assert.Equal(["call 2", "call 3"], await shop.RowsAsync());
    }

    [Fact]
    public async Task Recorder_that_ends_the_transaction_fails_and_is_told_why()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        shop.Script.Work = async (context, call) =>
        {
            if (call == 1)
            {
                await context.Database.CommitTransactionAsync(Cancelled);
            }

            return RecordingResult.Recorded;
        };

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Enrolled, (await shop.ReceiptAsync(id)).State);
        var told = Assert.Single(shop.Logs, record => record.Id.Name == "RecorderFailed");
        Assert.Contains("ended the transaction on ShopContext", told.Exception?.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cards_kept_with_ScofPush_are_part_of_the_transaction()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        var cards = shop.Services.GetRequiredService<ICardOnFileStore>();
        shop.Script.Work = async (_, call) =>
        {
            await cards.SaveAsync(Samples.Card("key-anna"), Cancelled);
            Assert.Single(await cards.ListAsync("key-anna", Cancelled));
            return call == 1 ? throw new InvalidOperationException("not yet") : RecordingResult.Recorded;
        };

        var id = await shop.AcceptAsync();

        Assert.Empty(await cards.ListAsync("key-anna", Cancelled));
        await shop.AdvanceUntilAsync(id, ReceiptState.Recorded);
        Assert.Single(await cards.ListAsync("key-anna", Cancelled));
    }

    [Fact]
    public async Task Shop_without_a_recorder_keeps_the_card_with_ScofPush()
    {
        await using var shop = await StartAsync(Registration.Scoped, hasRecorder: false);

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal("card-1", Assert.Single(await shop.Services.GetRequiredService<ICardOnFileStore>().ListAsync("key-anna", Cancelled)).Card.CardId);
    }

    [Fact]
    public async Task Pending_changes_of_the_host_elsewhere_stay_pending()
    {
        await using var shop = await StartAsync(Registration.Scoped);
        await using var scope = shop.Services.CreateAsyncScope();
        var elsewhere = scope.ServiceProvider.GetRequiredService<ShopContext>();
        elsewhere.Add(new Order { Note = "not yet" });

        await shop.AcceptAsync();

        Assert.Equal(EntityState.Added, Assert.Single(elsewhere.ChangeTracker.Entries()).State);
        Assert.Equal(["call 1"], await shop.RowsAsync());
    }

    private protected Task<RecordingShop> StartAsync(Registration registration, bool hasRecorder = true) =>
        RecordingShop.StartAsync(Database, ConnectionString, registration, hasRecorder);

    private protected static void FailCommitOfFirstCall(RecordingShop shop, Action<CommitFaults, DbContext> arm) =>
        shop.Script.Work = async (context, call) =>
        {
            context.Add(new Order { Note = $"call {call}" });
            await context.SaveChangesAsync(Cancelled);
            if (call == 1)
            {
                arm(shop.Script.Commits, context);
            }

            return RecordingResult.Recorded;
        };

    /// <summary>Moves the push while its recorder works.</summary>
    private protected abstract Task OvertakeAsync(ShopContext context);
}

public sealed class SqliteRecordInTransactionTests : RecordInTransactionTests
{
    private protected override ShopSqliteDatabase Database { get; } = new();

    protected override string ConnectionString => Database.ConnectionString;

    // Nobody else can write while the transaction is open.
    private protected override Task OvertakeAsync(ShopContext context) =>
        context.Database.ExecuteSqlAsync($"""UPDATE "ScofPushPushes" SET "Version" = "Version" + 1""", Cancelled);
}

public sealed class PostgreSqlRecordInTransactionTests : RecordInTransactionTests
{
    public PostgreSqlRecordInTransactionTests() => PostgreSqlDatabase.Require();

    private protected override ShopPostgreSqlDatabase Database { get; } = new();

    protected override string ConnectionString => Database.ConnectionString;

    [Fact]
    public async Task Host_that_retries_repeats_the_whole_call()
    {
        await using var shop = await StartAsync(Registration.Pool);
        FailCommitOfFirstCall(shop, (commits, context) => commits.FailBefore(context, new TimeoutException()));

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["call 2"], await shop.RowsAsync());
        Assert.Equal(0, shop.CountLogs("RecorderFailed"));
    }

    [Fact]
    public async Task Host_that_retries_finds_a_commit_whose_answer_was_lost()
    {
        await using var shop = await StartAsync(Registration.Pool);
        FailCommitOfFirstCall(shop, (commits, context) => commits.FailAfter(context, new TimeoutException()));

        var id = await shop.AcceptAsync();

        Assert.Equal(ReceiptState.Recorded, (await shop.ReceiptAsync(id)).State);
        Assert.Equal(["call 1"], await shop.RowsAsync());
        Assert.Equal((1, 0), (shop.Script.Calls, shop.CountLogs("RecorderFailed")));
    }

    private protected override Task OvertakeAsync(ShopContext context) =>
        Database.ExecuteAsync("""UPDATE shop."ScofPushPushes" SET "Version" = "Version" + 1""");
}
