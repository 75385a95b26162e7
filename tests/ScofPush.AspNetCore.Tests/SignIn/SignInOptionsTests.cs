using System.Security.Claims;
using ScofPush.AspNetCore.SignIn;
using Xunit;

namespace ScofPush.AspNetCore.Tests.SignIn;

public sealed class SignInOptionsTests
{
    [Theory]
    [InlineData("nameidentifier=7;sub=8;name=anna", "7", "anna")]
    [InlineData("sub=8;name=anna", "8", "anna")]
    [InlineData("name=anna", "anna", "anna")]
    [InlineData("sub=8;email=anna@example.com", "8", "anna@example.com")]
    [InlineData("sub=8", "8", "8")]
    public void IdentifyCustomer_default_takesTheFirstUsableClaim(string claims, string key, string displayName) =>
        Assert.Equal(new PushCustomer(key, displayName), new SignInOptions().IdentifyCustomer(Principal(claims)));

    [Fact]
    public void IdentifyCustomer_noUsableClaim_isNobody() => Assert.Null(new SignInOptions().IdentifyCustomer(Principal("role=admin")));

    [Fact]
    public void ToString_customer_isNeverPrinted() => Assert.Equal("customer", new PushCustomer("key", "anna").ToString());

    private static ClaimsPrincipal Principal(string claims) => new(new ClaimsIdentity(
        claims.Split(';').Select(claim => claim.Split('=')).Select(pair => new Claim(
            pair[0] switch
            {
                "nameidentifier" => ClaimTypes.NameIdentifier,
                "name" => ClaimTypes.Name,
                "email" => ClaimTypes.Email,
                _ => pair[0],
            },
            pair[1])),
        "test"));
}
