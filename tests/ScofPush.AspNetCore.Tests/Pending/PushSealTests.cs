using Microsoft.AspNetCore.DataProtection;
using ScofPush.AspNetCore.Detection;
using ScofPush.AspNetCore.Pending;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Pending;

public sealed class PushSealTests
{
    private static readonly PushRequest Push = new()
    {
        Receipts = ["MCC-STL-0001", "MCC-STL-0002"],
        Callback = "https://bank.example/done",
        CallbackRequired = true,
        CompleteWebsiteActivation = false,
        Locale = "cs_CZ",
    };

    [Fact]
    public void Unseal_ownSeal_givesEveryMemberBack()
    {
        var seal = new PushSeal(new EphemeralDataProtectionProvider());

        var unsealed = seal.Unseal(seal.Seal(Push))!;

        Assert.Equal(Push.Receipts, unsealed.Receipts);
        Assert.Equal(Push with { Receipts = unsealed.Receipts }, unsealed);
    }

    [Fact]
    public void Seal_push_showsNothingOfIt() =>
        Assert.DoesNotContain("MCC-STL", new PushSeal(new EphemeralDataProtectionProvider()).Seal(Push), StringComparison.Ordinal);

    [Fact]
    public void Unseal_otherKeyRingOrNothing_isNull()
    {
        var sealedPush = new PushSeal(new EphemeralDataProtectionProvider()).Seal(Push);
        var other = new PushSeal(new EphemeralDataProtectionProvider());

        Assert.Null(other.Unseal(sealedPush));
        Assert.Null(other.Unseal("damaged"));
        Assert.Null(other.Unseal(null));
    }
}
