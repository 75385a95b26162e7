// A tool beside the host: it gets ASP.NET Core from the package only.
return;
