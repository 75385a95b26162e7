using Library;

var builder = args is ["slim"] ? WebApplication.CreateSlimBuilder(args) : WebApplication.CreateBuilder(args);
builder.AddCookieSignIn();

var app = builder.Build();
if (app.Configuration.GetValue("Shop:Line", defaultValue: true))
{
    app.UseScofPush();
}

app.MapGet("/", (HttpContext context) => "The shop sees " + context.Request.QueryString);
app.MapSignIn();
app.Run();
