"""Family 1: folders, file names and what makes a record one record."""

from __future__ import annotations

from ocop.diagnostics import Code, Severity, Text

SYMLINK = Code(
    id="OCOP-101",
    severity=Severity.ERROR,
    title=Text("Liên kết tượng trưng", "Symbolic link"),
    message=Text(
        "“{found}” là liên kết tượng trưng; kho hồ sơ chỉ nhận tệp thật.",
        "“{found}” is a symbolic link; the registry takes real files only.",
    ),
    hint=Text("Xóa liên kết và đặt tệp thật vào đây.", "Delete the link and put the real file here."),
)
CASE_COLLISION = Code(
    id="OCOP-102",
    severity=Severity.ERROR,
    title=Text("Tên chỉ khác chữ hoa chữ thường", "Names differing only by case"),
    message=Text(
        "“{found}” trùng với “{expected}” nếu không phân biệt chữ hoa chữ thường.",
        "“{found}” equals “{expected}” when case is ignored.",
    ),
    hint=Text(
        "Giữ một tệp hoặc thư mục; Windows và macOS không chứa được cả hai.",
        "Keep one of them; Windows and macOS cannot hold both.",
    ),
)
NOT_A_SLUG = Code(
    id="OCOP-103",
    severity=Severity.ERROR,
    title=Text("Tên thư mục không hợp lệ", "Invalid folder name"),
    message=Text(
        "Tên thư mục “{found}” không hợp lệ: chỉ dùng chữ thường không dấu, chữ số và dấu gạch nối, "
        "dài tối đa 80 ký tự.",
        "Folder name “{found}” is invalid: only plain lower-case letters, digits and hyphens, 80 at most.",
    ),
    hint=Text("Đổi tên thư mục, ví dụ “{nearest}”.", "Rename the folder, for example “{nearest}”."),
)
TOO_DEEP = Code(
    id="OCOP-104",
    severity=Severity.ERROR,
    title=Text("Thư mục lồng quá sâu", "Folders nested too deep"),
    message=Text(
        "Thư mục lồng nhau quá {expected} cấp; phần bên dưới không được đọc.",
        "Folders are nested more than {expected} deep; what lies below was not read.",
    ),
    hint=Text(
        "Sắp lại theo dossiers/<chủ thể>/<sản phẩm>/ và xóa các thư mục thừa.",
        "Arrange them as dossiers/<producer>/<product>/ and delete the others.",
    ),
)
UNEXPECTED_FILE = Code(
    id="OCOP-105",
    severity=Severity.ERROR,
    title=Text("Tệp hoặc thư mục lạ", "Unexpected file or folder"),
    message=Text(
        "“{found}” không thuộc thư mục này; thư mục này chỉ chứa: {expected}.",
        "“{found}” does not belong in this folder, which holds only: {expected}.",
    ),
    hint=Text(
        "Xóa “{found}” hoặc chuyển sang đúng chỗ. Nếu viết nhầm tên, đổi thành “{nearest}”.",
        "Delete “{found}” or move it to its place. If the name was a slip, make it “{nearest}”.",
    ),
)
TOO_MANY_FILES = Code(
    id="OCOP-106",
    severity=Severity.ERROR,
    title=Text("Quá nhiều tệp trong một thư mục", "Too many files in a folder"),
    message=Text(
        "Thư mục này có {found}, vượt mức {expected}; số đó không được đọc.",
        "This folder holds {found}, over the limit of {expected}; they were not read.",
    ),
    hint=Text("Xóa những gì không thuộc hồ sơ.", "Remove what does not belong to the dossier."),
)
MISSING_FILE = Code(
    id="OCOP-107",
    severity=Severity.ERROR,
    title=Text("Thiếu tệp bắt buộc", "Required file missing"),
    message=Text("Thư mục này thiếu tệp {expected}.", "This folder lacks the file {expected}."),
    hint=Text(
        "Thêm tệp {expected} theo mẫu trong hướng dẫn, hoặc xóa thư mục nếu tạo nhầm.",
        "Add {expected} as the guide shows, or delete the folder if it was made by mistake.",
    ),
)
EXECUTABLE = Code(
    id="OCOP-108",
    severity=Severity.ERROR,
    title=Text("Tệp có quyền chạy", "Executable file"),
    message=Text("“{found}” có quyền chạy như chương trình.", "“{found}” is marked as a program."),
    hint=Text(
        "Bỏ quyền chạy của tệp (git update-index --chmod=-x, trên Linux và macOS thêm chmod a-x).",
        "Take the permission away (git update-index --chmod=-x, and on Linux and macOS chmod a-x).",
    ),
)
UNSAFE_NAME = Code(
    id="OCOP-109",
    severity=Severity.ERROR,
    title=Text("Tên tệp có ký tự không an toàn", "Unsafe file name"),
    message=Text(
        "Tên “{found}” có ký tự điều khiển, ký tự ẩn hoặc chữ Unicode tổ hợp.",
        "The name “{found}” holds control, hidden or decomposed characters.",
    ),
    hint=Text(
        "Đổi tên bằng chữ thường không dấu, chữ số và dấu gạch nối.",
        "Rename it with plain lower-case letters, digits and hyphens.",
    ),
)
DUPLICATE_PRODUCT = Code(
    id="OCOP-110",
    severity=Severity.ERROR,
    title=Text("Một sản phẩm ghi hai lần", "Product entered twice"),
    message=Text(
        "Sản phẩm “{found}” trùng tên với “{expected}” của cùng chủ thể.",
        "Product “{found}” has the same name as “{expected}” of the same producer.",
    ),
    hint=Text(
        "Gộp vào một thư mục; lần công nhận sau là một dòng mới trong history.csv.",
        "Merge them into one folder; a later recognition is a new row of history.csv.",
    ),
)
NOT_A_FILE = Code(
    id="OCOP-111",
    severity=Severity.ERROR,
    title=Text("Thư mục nằm ở chỗ của tệp", "Folder where a file belongs"),
    message=Text(
        "“{found}” phải là một tệp nhưng lại là thư mục.", "“{found}” must be a file but is a folder."
    ),
    hint=Text("Xóa thư mục và tạo tệp cùng tên.", "Delete the folder and make a file of that name."),
)
DUPLICATE_PRODUCER = Code(
    id="OCOP-112",
    severity=Severity.WARNING,
    title=Text("Hai chủ thể cùng tên", "Two producers of one name"),
    message=Text(
        "Chủ thể “{found}” trùng tên (không kể dấu và chữ hoa) với “{expected}”.",
        "Producer “{found}” has the same name (marks and case aside) as “{expected}”.",
    ),
    hint=Text(
        "Nếu là một, gộp vào một thư mục; nếu là hai, ghi thêm địa bàn vào tên như trong giấy đăng ký.",
        "If they are one, merge the folders; if two, write the names as registered so that they differ.",
    ),
)
SPECIAL_FILE = Code(
    id="OCOP-113",
    severity=Severity.ERROR,
    title=Text("Không phải tệp thường", "Not a regular file"),
    message=Text(
        "“{found}” không phải tệp thường mà là ống dẫn, ổ cắm hoặc thiết bị của máy, nên không được mở.",
        "“{found}” is not a regular file but a pipe, socket or device, and was not opened.",
    ),
    hint=Text("Xóa nó và đặt tệp thường vào đây.", "Delete it and put a regular file here."),
)
SUBMODULE = Code(
    id="OCOP-114",
    severity=Severity.ERROR,
    title=Text("Kho Git lồng bên trong", "Repository within the repository"),
    message=Text(
        "“{found}” là một kho Git khác (submodule); sổ chỉ nhận tệp nằm ngay trong kho này.",
        "“{found}” is another Git repository (a submodule); the registry takes files of its own only.",
    ),
    hint=Text(
        "Gỡ submodule (git rm) rồi chép tệp cần thiết vào đây.",
        "Remove the submodule (git rm) and copy the files that are needed here.",
    ),
)
NAME_ALIKE = Code(
    id="OCOP-115",
    severity=Severity.WARNING,
    title=Text("Tên gần giống một bản ghi đã có", "A name like one already there"),
    message=Text(
        "“{found}” gần giống “{title}” ({expected}) của cùng chủ thể hoặc cùng xã.",
        "“{found}” is much like “{title}” ({expected}) of the same producer or commune.",
    ),
    hint=Text(
        "Xem hai bản ghi: nếu là một thì sửa bản ghi đã có; nếu là hai thì ghi rõ điểm khác trong tên.",
        "Look at both: if they are one, change the record that is there; if two, tell them apart by name.",
    ),
)
PRODUCER_TWICE = Code(
    id="OCOP-116",
    severity=Severity.ERROR,
    title=Text("Một chủ thể ghi hai lần", "Producer entered twice"),
    message=Text(
        "Chủ thể “{found}” đã có trong sổ ở thư mục {expected}, cùng xã, cùng tên (không kể dấu và chữ hoa).",
        "Producer “{found}” is in the register already, in {expected}: same commune, same name.",
    ),
    hint=Text(
        "Thêm sản phẩm vào thư mục đã có; chủ thể đổi tên hay loại hình thì ghi producer_changed.",
        "Add the product to the folder that is there; a change of name or form is a producer_changed event.",
    ),
)
CODE_FORM = Code(
    id="OCOP-117",
    severity=Severity.ERROR,
    title=Text("Mã sản phẩm sai dạng", "Product code of the wrong form"),
    message=Text(
        "“{title}” ({field}): “{found}” không đúng dạng của cách đánh mã đã ghi: {expected}.",
        "“{title}” ({field}): “{found}” does not have the form of its scheme: {expected}.",
    ),
    hint=Text(
        "Chép lại mã từ giấy tờ, ví dụ “{nearest}”; nếu mã thuộc cách đánh khác thì sửa “scheme”.",
        "Copy the code from the paper, for example “{nearest}”; if it follows another scheme, mend “scheme”.",
    ),
    basis="Danh mục cách đánh mã, schemas/lists/code-schemes.csv",
)
CODE_TWICE = Code(
    id="OCOP-118",
    severity=Severity.ERROR,
    title=Text("Một mã của hai sản phẩm", "One code, two products"),
    message=Text(
        "Mã “{found}” đã được ghi cho sản phẩm “{expected}”.",
        "Code “{found}” is already recorded for product “{expected}”.",
    ),
    hint=Text(
        "Mỗi mã chỉ của một sản phẩm. Đối chiếu giấy tờ rồi xóa mã ở sản phẩm ghi nhầm.",
        "A code belongs to one product. Look at the papers and delete it where it was entered by mistake.",
    ),
)
LOOKUP_CODE_TWICE = Code(
    id="OCOP-119",
    severity=Severity.ERROR,
    title=Text("Hai thư mục ra cùng một mã tra cứu", "Two folders with one look-up code"),
    message=Text(
        "Tên thư mục này cho ra mã tra cứu “{found}”, trùng với mã của “{expected}”.",
        "This folder's name gives the look-up code “{found}”, which is that of “{expected}”.",
    ),
    hint=Text(
        "Đổi tên thư mục nào chưa công bố, ví dụ thêm một chữ; trùng như vậy rất hiếm và không do ai sai.",
        "Rename the folder that is not yet published, perhaps by a word; such clashes are rare and no fault.",
    ),
)

CODES = (
    SYMLINK,
    CASE_COLLISION,
    NOT_A_SLUG,
    TOO_DEEP,
    UNEXPECTED_FILE,
    TOO_MANY_FILES,
    MISSING_FILE,
    EXECUTABLE,
    UNSAFE_NAME,
    DUPLICATE_PRODUCT,
    NOT_A_FILE,
    DUPLICATE_PRODUCER,
    SPECIAL_FILE,
    SUBMODULE,
    NAME_ALIKE,
    PRODUCER_TWICE,
    CODE_FORM,
    CODE_TWICE,
    LOOKUP_CODE_TWICE,
)
