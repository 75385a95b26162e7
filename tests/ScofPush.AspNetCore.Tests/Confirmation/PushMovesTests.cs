using ScofPush.AspNetCore.Confirmation;
using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Confirmation;

public sealed class PushMovesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Bind_parkedPush_takesTheFirstCustomerOnly()
    {
        var bound = PushMoves.Bind(Push(PushState.Parked), "key-anna");

        Assert.True(PushMoves.IsBoundTo(bound, "key-anna"));
        Assert.Same(bound, PushMoves.Bind(bound, "key-bert"));
        Assert.False(PushMoves.IsBoundTo(bound, "KEY-ANNA"));
        Assert.False(PushMoves.IsBoundTo(Push(PushState.Parked), "key-anna"));
    }

    [Fact]
    public void Accept_boundPush_onlyUntilParkingEnds()
    {
        var push = Push(PushState.Bound);

        Assert.Equal(PushState.Confirmed, PushMoves.Accept(push, push.ExpiresAt.AddTicks(-1)).State);
        Assert.Same(push, PushMoves.Accept(push, push.ExpiresAt));
    }

    [Fact]
    public void IsDeclinedByNobody_anonymizedPush_isNot()
    {
        var push = Push(PushState.Returned) with { CustomerKey = null };

        Assert.True(PushMoves.IsDeclinedByNobody(push));
        Assert.False(PushMoves.IsDeclinedByNobody(push with { ForgottenAt = Now }));
    }

    [Theory]
    [InlineData(PushState.Confirmed)]
    [InlineData(PushState.Returned)]
    [InlineData(PushState.Expired)]
    public void AcceptAndDecline_otherStates_changeNothing(PushState state)
    {
        var push = Push(state);
        Assert.Same(push, PushMoves.Accept(push, Now));
        Assert.Same(push, PushMoves.Decline(push));
    }

    [Fact]
    public void Accept_parkedPush_changesNothing()
    {
        var push = Push(PushState.Parked);
        Assert.Same(push, PushMoves.Accept(push, Now));
    }

    [Theory]
    [InlineData(PushState.Parked)]
    [InlineData(PushState.Bound)]
    public void Decline_undecidedPush_cancelsEveryReceipt(PushState state)
    {
        var declined = PushMoves.Decline(Push(state));

        Assert.Equal(PushState.Returned, declined.State);
        Assert.All(declined.Receipts, receipt => Assert.Equal(ReceiptState.Cancelled, receipt.State));
    }

    [Theory]
    [InlineData("MCC-STL-1", "Mastercard credit card")]
    [InlineData("dmc-stl-1", "Mastercard debit card")]
    [InlineData("MSI-1", "Maestro card")]
    [InlineData("PVL-1", "Store card")]
    [InlineData("MCCX", "Card")]
    [InlineData("1", "Card")]
    public void Describe_receipt_hintsAtItsKind(string receipt, string expected) => Assert.Equal(expected, ReceiptKind.Describe(receipt));

    private static PushRecord Push(PushState state) => new()
    {
        Id = PushId.New(0).Push,
        State = state,
        CreatedAt = Now,
        ExpiresAt = Now.AddMinutes(15),
        Receipts = [new ReceiptRecord { RecordId = "1" }, new ReceiptRecord { RecordId = "2" }],
    };
}
