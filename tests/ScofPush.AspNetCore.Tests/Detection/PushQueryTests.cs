using Microsoft.AspNetCore.Http;
using ScofPush.AspNetCore.Detection;
using Xunit;

namespace ScofPush.AspNetCore.Tests.Detection;

public sealed class PushQueryTests
{
    [Theory]
    [InlineData("?pushAccountReceipts=A", true)]
    [InlineData("?PUSHACCOUNTRECEIPTS=A", true)]
    [InlineData("?pushAccountReceipt=A", true)]
    [InlineData("?utm_source=mail&pushAccountReceipts=", true)]
    [InlineData("?pushAccountReceipts%5B%5D=A", true)]
    [InlineData("?pushAccountReceipts[1]=A", true)]
    [InlineData("?pushAccountData=", true)]
    [InlineData("?PushAccountData=a.b.c", true)]
    [InlineData("?pushData=a..c.d.e", true)]
    [InlineData("?PUSHDATA=a.b.c.d.e", true)]
    [InlineData("?pushData=a.b.c", false)]
    [InlineData("?pushData=a.b.c.d.e.f", false)]
    [InlineData("?pushData=a.b.c.d.", false)]
    [InlineData("?pushData=a.b/.c.d.e", false)]
    [InlineData("?pushData=", false)]
    [InlineData("?signature=abc", false)]
    [InlineData("?signature=eyJhbGciOiJSUzI1NiJ9.eyJwdXNoQWNjb3VudFJlY2VpcHRzIjpbXX0.c2ln", true)]
    [InlineData("?signature=eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJwdXNoQWNjb3VudFJlY2VpcHQifQ.c2lnc2lnc2ln", false)]
    [InlineData("?signature=eyJhbGciOiJSUzI1NiJ9.!!!!eyJwdXNoQWNjb3VudFJlY2VpcHRzIjpbXX0.c2ln", false)]
    [InlineData("", false)]
    [InlineData("?", false)]
    [InlineData("?push=1&signature=x", false)]
    [InlineData("?callbackURL=https://bank.example&locale=en_US&completeWebsiteActivation=true", false)]
    [InlineData("?q=pushAccountReceipts", false)]
    [InlineData("?ReturnUrl=%2F%3FpushAccountReceipts%3DA", false)]
    [InlineData("?pushAccountReceiptsX=A", false)]
    [InlineData("?xpushAccountReceipts=A", false)]
    [InlineData("?pushAccountReceipts[a]=A", false)]
    public void IsPush_query_findsTheParameterOnly(string query, bool expected)
    {
        var value = new QueryString(query);
        Assert.Equal(expected, PushQuery.MayBePush(value) && PushQuery.IsPush(value));
    }

    [Theory]
    [InlineData("?pushAccountReceipts=A,B", "A B")]
    [InlineData("?pushAccountReceipts=A%2CB", "A B")]
    [InlineData("?pushAccountReceipts=A&pushAccountReceipts=B", "A B")]
    [InlineData("?pushAccountReceipts[]=A&pushAccountReceipts[]=B", "A B")]
    [InlineData("?pushAccountReceipts[0]=A&pushAccountReceipts%5B1%5D=B", "A B")]
    [InlineData("?pushAccountReceipt=A", "A")]
    [InlineData("?pushaccountreceipts=+A+,,%20B", "A B")]
    [InlineData("?pushAccountReceipts=A,B,A", "A B")]
    [InlineData("?pushAccountReceipts=MCC-STL-0B9F,mcc-stl-zz", "MCC-STL-0B9F mcc-stl-zz")]
    [InlineData("?pushAccountReceipts=1,2,3,4,5,5", "1 2 3 4 5")]
    public void Read_delimiters_givesTheReceiptsInOrder(string query, string expected)
    {
        var (forms, code) = PushQuery.Read(new QueryString(query));
        Assert.Null(code);
        Assert.Equal(expected.Split(' '), forms!.Plain.Receipts);
    }

    [Theory]
    [InlineData("?pushAccountReceipts=", "SP1001")]
    [InlineData("?pushAccountReceipts", "SP1001")]
    [InlineData("?pushAccountReceipts=,%20,", "SP1001")]
    [InlineData("?pushAccountReceipts=A%00B", "SP1002")]
    [InlineData("?pushAccountReceipts=A%0D%0AB", "SP1002")]
    [InlineData("?pushAccountReceipts=%3Cscript%3E", "SP1002")]
    [InlineData("?pushAccountReceipts=MCC_STL", "SP1002")]
    [InlineData("?pushAccountReceipts=%252541", "SP1013")]
    [InlineData("?pushAccountReceipts=A&callbackURL=https://a.example&callbackUrl=https://b.example", "SP1031")]
    [InlineData("?pushAccountReceipts=A&callbackRequired=false&callbackrequired=true", "SP1031")]
    [InlineData("?pushAccountData=a.b.c&pushAccountData=a.b.d", "SP1031")]
    [InlineData("?pushData=a.b.c.d.e&pushAccountReceipts=A", "SP1032")]
    [InlineData("?pushAccountReceipts=12345678901234567890123456789012345678901234567890123456789012345", "SP1002")]
    [InlineData("?pushAccountReceipts=1,2,3,4,5,6", "SP1003")]
    public void Read_badReceipts_namesTheCode(string query, string expected)
    {
        var (push, code) = Read(query);
        Assert.Null(push);
        Assert.Equal(expected, code);
    }

    [Fact]
    public void Read_oversize_isRefusedUnread() =>
        Assert.Equal("SP1004", PushQuery.Read(new QueryString("?pushAccountReceipts=A&x=" + new string('x', PushQuery.MaxLength))).Code);

    [Fact]
    public void Read_flags_anyCaseAndDefaults()
    {
        var defaults = Read("?pushAccountReceipts=A").Push!;
        Assert.True(defaults.CompleteWebsiteActivation);
        Assert.False(defaults.AccountHolderDataSupplied || defaults.CompleteIssuerAppActivation || defaults.CallbackRequired);

        var set = Read(
            "?pushAccountReceipts=A&CALLBACKREQUIRED=True&callbackURL=a:b&completeIssuerActivation=TRUE&completeWebsiteActivation=false"
            + "&accountHolderDataSupplied=true&locale=cs_CZ&businessOperator=x").Push!;
        Assert.False(set.CompleteWebsiteActivation);
        Assert.True(set.AccountHolderDataSupplied && set.CompleteIssuerAppActivation && set.CallbackRequired);
        Assert.Equal("cs_CZ", set.Locale);
    }

    [Theory]
    [InlineData("callbackURL=https%3A%2F%2Fbank.example%2Fdone%3Fa%3D1", "https://bank.example/done?a=1")]
    [InlineData("callbackUrl=https://bank.example/done", "https://bank.example/done")]
    [InlineData("callbackURL=https%253A%252F%252Fbank.example%252Fdone", "https://bank.example/done")]
    [InlineData("callbackURL=pagare://deep-link", "pagare://deep-link")]
    [InlineData("callbackURL=https://bank.example/cb?t=a+b", "https://bank.example/cb?t=a%20b")]
    [InlineData("callbackURL=https://bank.example/cb?t=a%20b", "https://bank.example/cb?t=a%20b")]
    [InlineData("callbackURL=https://bank.example/cb?name=Jos%C3%A9", "https://bank.example/cb?name=Jos%C3%A9")]
    [InlineData("callbackURL=https%3A%2F%2Fbank.example%2Fcb%3Fname%3DJos%25C3%25A9%2520B", "https://bank.example/cb?name=Jos%C3%A9%20B")]
    [InlineData("callbackURL=mybank:done%20now", "mybank:done%20now")]
    [InlineData("callbackURL=https://b%D0%B0nk.example/%C3%A9", "https://bаnk.example/%C3%A9")]
    [InlineData("callbackURL=https://b%20ank.example", "https://b ank.example")]
    [InlineData("callbackURL=https://bank.example/%0D%0Ax", "https://bank.example/\r\nx")]
    [InlineData("callbackURL=", null)]
    [InlineData("x=y", null)]
    public void Read_callback_takesWhatTheParserGives(string parameter, string? expected) =>
        Assert.Equal(expected, Read("?pushAccountReceipts=A&" + parameter).Push!.Callback);

    [Fact]
    public void ToString_push_neverPrintsReceipts() =>
        Assert.DoesNotContain("MCC", Read("?pushAccountReceipts=MCC-1").Push!.ToString(), StringComparison.Ordinal);

    private static (PushRequest? Push, string? Code) Read(string query)
    {
        var (forms, code) = PushQuery.Read(new QueryString(query));
        return forms is null ? (null, code) : forms.Plain.ToRequest(isVerified: false);
    }
}
