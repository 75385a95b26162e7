using ScofPush.AspNetCore.Enrollment;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Enrollment;

public sealed class ConsumerIdsTests
{
    private static readonly ConsumerIds Ids = new(new EnrollmentOptions { ConsumerIdKey = Convert.ToBase64String(new byte[32]) });

    [Fact]
    public void ConsumerId_customerAndProgramme_isStableOpaqueAndDifferentPerProgramme()
    {
        var id = Ids.ConsumerId("anna@example.com", "SHOP#01");

        Assert.Equal(id, Ids.ConsumerId("anna@example.com", "SHOP#01"));
        Assert.NotEqual(id, Ids.ConsumerId("anna@example.com", "SHOP#02"));
        Assert.NotEqual(id, Ids.ConsumerId("bert@example.com", "SHOP#01"));
        Assert.Matches("^[A-Za-z0-9_-]{43}$", id);
    }

    [Fact]
    public void ConsumerId_otherKey_isAnotherId() => Assert.NotEqual(
        Ids.ConsumerId("anna", "SHOP#01"),
        new ConsumerIds(new EnrollmentOptions { ConsumerIdKey = Convert.ToBase64String(Enumerable.Repeat((byte)1, 32).ToArray()) }).ConsumerId("anna", "SHOP#01"));

    [Fact]
    public void ClaimKey_receiptAndProgramme_neverCollideWithOneAnother()
    {
        string[] keys =
        [
            ConsumerIds.ClaimKey("A", "P"), ConsumerIds.ClaimKey("a", "P"), ConsumerIds.ClaimKey("A", "p"), ConsumerIds.ClaimKey("AP", ""), ConsumerIds.ClaimKey("P", "A"),
        ];
        Assert.Equal(keys.Length, keys.Distinct(StringComparer.Ordinal).Count());
        Assert.All(keys, key => Assert.Equal(43, key.Length));
    }
}
