using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Pending;

public sealed class PushRecordsTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Month = TimeSpan.FromDays(30);

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

        Assert.Same(push, PushRecords.Erase(push, push.ExpiresAt.AddSeconds(-1), Month));
        var erased = PushRecords.Erase(push, push.ExpiresAt, Month);
        Assert.Null(erased.Sealed);
        Assert.Equal(push.DueAt, erased.DueAt);
        Assert.Same(erased, PushRecords.Erase(erased, push.ExpiresAt, Month));
    }

    [Theory]
    [InlineData(PushState.Parked)]
    [InlineData(PushState.Bound)]
    [InlineData(PushState.Confirmed)]
    public void Erase_livePush_isLeftAlone(PushState state)
    {
        var push = Push(ReceiptState.Waiting) with { State = state };
        Assert.Same(push, PushRecords.Erase(push, Now.AddYears(1), Month));
    }

    [Theory]
    [InlineData(ReceiptState.Recorded)]
    [InlineData(ReceiptState.Cancelled)]
    [InlineData(ReceiptState.Declined)]
    [InlineData(ReceiptState.Duplicate)]
    [InlineData(ReceiptState.Failed)]
    [InlineData(ReceiptState.SavedUnread)]
    [InlineData(ReceiptState.GivenUp)]
    [InlineData(ReceiptState.Expired)]
    public void Erase_endedPush_isAnonymizedWhenItsTimeIsUp(ReceiptState state)
    {
        var push = Push(state) with { State = PushState.Returned };

        var kept = PushRecords.Erase(push, push.ExpiresAt + Month - TimeSpan.FromTicks(1), Month);
        Assert.Equal(("key-anna", push.ExpiresAt + Month, null), (kept.CustomerKey, kept.DueAt, kept.Sealed));

        var anonymous = PushRecords.Erase(kept, kept.DueAt!.Value, Month);
        Assert.True(anonymous.IsAnonymous());
        Assert.Equal((PushState.Returned, null, null, null), (anonymous.State, anonymous.DueAt, anonymous.Sealed, anonymous.CustomerKey));
        Assert.Equal(new ReceiptRecord { RecordId = "", State = state, ClaimKey = "claim", Attempt = 1 }, anonymous.Receipts[0]);
        Assert.Same(anonymous, PushRecords.Erase(anonymous, Now.AddYears(9), Month));
    }

    [Theory]
    [InlineData(ReceiptState.Enrolling)]
    [InlineData(ReceiptState.Unknown)]
    [InlineData(ReceiptState.Enrolled)]
    [InlineData(ReceiptState.Undelivered)]
    public void Erase_whatIsNotFinished_isKeptForAsLongAsItTakes(ReceiptState state)
    {
        var push = Push(ReceiptState.Recorded, state) with { State = PushState.Returned, ForgottenAt = Now };

        var kept = PushRecords.Erase(push, Now.AddYears(1), Month);

        Assert.Equal(("key-anna", state == ReceiptState.Undelivered ? null : push.DueAt), (kept.CustomerKey, kept.DueAt));
        Assert.Equal(push.Receipts, kept.Receipts);
        Assert.False(kept.IsAnonymous());
    }

    /// <summary>The operator mends the push that has the claim, not those that copied its outcome.</summary>
    [Fact]
    public void Erase_undeliveredOfAnotherPush_isAnonymizedInTime()
    {
        var push = Push(ReceiptState.Undelivered) with { State = PushState.Returned };
        push = push with { Receipts = [push.Receipts[0] with { ClaimKey = null }] };

        Assert.True(PushRecords.Erase(push, push.ExpiresAt + Month, Month).IsAnonymous());
    }

    [Fact]
    public void Forget_boundPush_isOverAndTwiceIsOnce()
    {
        var push = Push(ReceiptState.Waiting) with { State = PushState.Bound };

        var forgotten = PushRecords.Forget(push, Now, Month);

        Assert.Equal((PushState.Expired, Now, true), (forgotten.State, forgotten.ForgottenAt!.Value, forgotten.IsAnonymous()));
        var underWay = PushRecords.Forget(Push(ReceiptState.Enrolling), Now, Month);
        Assert.Equal((PushState.Confirmed, Now), (underWay.State, underWay.ForgottenAt!.Value));
        Assert.Same(underWay, PushRecords.Forget(underWay, Now.AddDays(1), Month));
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
        Receipts = [.. states.Select(state => new ReceiptRecord { RecordId = "r", State = state, ClaimKey = "claim", Attempt = 1, Card = """{"LastFour":"4242"}""" })],
    };
}
