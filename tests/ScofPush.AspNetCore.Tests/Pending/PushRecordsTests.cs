using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Pending;

public sealed class PushRecordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void With_lastReceiptSettled_returnsThePush()
    {
        var push = Push(ReceiptState.Enrolling, ReceiptState.Waiting);

        var first = push.With(0, push.Receipts[0] with { State = ReceiptState.Declined }, Now);
        Assert.Equal(PushState.Confirmed, first.State);

        var second = first.With(1, first.Receipts[1] with { State = ReceiptState.Failed }, Now);
        Assert.Equal((PushState.Returned, push.ExpiresAt), (second.State, second.DueAt));
    }

    [Fact]
    public void With_cardToRecord_isDueSoonAndNotYetSettled()
    {
        var push = Push(ReceiptState.Enrolling);

        var enrolled = push.With(0, push.Receipts[0] with { State = ReceiptState.Enrolled }, Now);

        Assert.Equal(PushState.Returned, enrolled.State);
        Assert.InRange(enrolled.DueAt!.Value, Now.AddSeconds(1), Now.AddMinutes(1));
        Assert.False(enrolled.IsSettled(Now));
        Assert.True(enrolled.IsSettled(enrolled.DueAt.Value));
        Assert.True(enrolled.With(0, enrolled.Receipts[0] with { RecordingFailures = 1 }, Now).IsSettled(Now));
        Assert.True(enrolled.With(0, enrolled.Receipts[0] with { State = ReceiptState.Recorded }, Now).IsSettled(Now));
    }

    [Fact]
    public void Erase_returnedPush_onlyAfterParkingAndKeepsWhatIsToRecord()
    {
        var push = Push(ReceiptState.Enrolled) with { State = PushState.Returned, DueAt = Now.AddHours(1) };

        Assert.Same(push, PushRecords.Erase(push, push.ExpiresAt.AddSeconds(-1)));
        var erased = PushRecords.Erase(push, push.ExpiresAt);
        Assert.Null(erased.Sealed);
        Assert.Equal(push.DueAt, erased.DueAt);
        Assert.Same(erased, PushRecords.Erase(erased, push.ExpiresAt));
    }

    [Theory]
    [InlineData(PushState.Parked)]
    [InlineData(PushState.Bound)]
    [InlineData(PushState.Confirmed)]
    public void Erase_livePush_isLeftAlone(PushState state)
    {
        var push = Push(ReceiptState.Waiting) with { State = state };
        Assert.Same(push, PushRecords.Erase(push, Now.AddDays(1)));
    }

    [Theory]
    [InlineData(PushState.Confirmed)]
    [InlineData(PushState.Returned)]
    public void Expire_acceptedPush_isLeftAlone(PushState state)
    {
        var push = Push(ReceiptState.Waiting) with { State = state };
        Assert.Same(push, PushRecords.Expire(push));
    }

    [Fact]
    public void ToString_records_neverPrintIdsOrCards()
    {
        var push = Push(ReceiptState.Enrolled);
        Assert.DoesNotContain(push.Id, push.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("key-anna", push.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("4242", push.Receipts[0].ToString(), StringComparison.Ordinal);
    }

    private static PushRecord Push(params ReceiptState[] states) => new()
    {
        Id = PushId.New(0).Push,
        State = PushState.Confirmed,
        CreatedAt = Now,
        ExpiresAt = Now.AddMinutes(15),
        DueAt = Now.AddSeconds(10),
        Sealed = "sealed",
        CustomerKey = "key-anna",
        Receipts = [.. states.Select(state => new ReceiptRecord { RecordId = "r", State = state, Card = """{"LastFour":"4242"}""" })],
    };
}
